"""What Python or Jinja raised while a template rendered, as a diagnostic at the tag that caused it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import DecimalException

from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from reportgen.diagnostics import Diagnostic, error
from reportgen.word.tags.patch import Source
from reportgen.word.tags.tag import Tag

_REASONS: tuple[tuple[type[BaseException], str, str], ...] = (
    (ZeroDivisionError, "除数为零", "请先用 if 判断除数不为零"),
    (DecimalException, "这些数算不出结果", "请检查参与计算的数"),
    (SecurityError, "这个操作不允许在模板里做", "模板只能取值、判断和循环，请把计算放到算式里"),
    (OverflowError, "范围太大", "请检查循环的次数"),
    (RecursionError, "循环引用", "请检查 include 和 super() 有没有引用自己"),
    (
        TypeError,
        "值的类型不对",
        "请检查运算、比较和过滤器用的值；没有填的值先用 if 判断，算式后用过滤器的，算式要加括号",
    ),
    (LookupError, "没有这一项", "请检查编号和序号"),
    (ValueError, "值不合要求", "请检查这个值和过滤器的参数"),
)


def located(fault: BaseException, sources: Mapping[str, Source]) -> Diagnostic:
    """`fault` with the tag during which it was raised."""
    return told(fault, _tag(fault, sources))


def told(fault: BaseException, tag: Tag | None) -> Diagnostic:
    """`fault` as what went wrong with `tag`."""
    reason, hint = next(((r, h) for kind, r, h in _REASONS if isinstance(fault, kind)), ("出错", ""))
    shown = f"“{tag.source}”" if tag else "模板"
    detail = "" if str(fault).isascii() else f"（{fault}）"  # what a library says is English, and not for our users
    message = f"{shown}无法生成：{reason}{detail}"
    return error("template-run", message, hint, tag.position if tag else None)


def tag_at(sources: Mapping[str, Source], template: Template, line: int) -> Tag | None:
    """The tag that line `line` of the compiled Python belongs to."""
    source = sources.get(template.name or "")
    return source.tag(template.get_corresponding_lineno(line)) if source else None


def _tag(fault: BaseException, sources: Mapping[str, Source]) -> Tag | None:
    """The last tag on the way to the place where `fault` was raised."""
    found: Tag | None = None
    trace = fault.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            found = tag_at(sources, template, trace.tb_lineno) or found
        trace = trace.tb_next
    return found


def misread(fault: TemplateSyntaxError, sources: Mapping[str, Source]) -> Diagnostic:
    """A syntax error that only shows in the whole of a file."""
    source = sources.get(fault.name or "")
    tag = source.tag(fault.lineno) if source else None
    shown = f"标签“{tag.source}”" if tag else "模板"
    hint = "请检查它前后的标签是否成对"
    return error("template-syntax", f"{shown}读不懂（{fault.message}）", hint, tag.position if tag else None)
