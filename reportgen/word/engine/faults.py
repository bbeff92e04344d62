"""What Python or Jinja raised while a template rendered, as a diagnostic at the tag that caused it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from jinja2 import Template

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.language.failures import reason
from reportgen.language.nesting import MisreadError
from reportgen.word.tags.patch import JinjaSource
from reportgen.word.tags.word_tag import Tag


def located(fault: BaseException, sources: Mapping[str, JinjaSource]) -> Diagnostic:
    """`fault` with the tag during which it was raised."""
    return told(fault, _tag(fault, sources))


def told(fault: BaseException, tag: Tag | None) -> Diagnostic:
    """`fault` as what went wrong with `tag`."""
    found = reason(fault)
    shown = f"“{tag.source}”" if tag else "模板"
    return error("template-run", f"{shown}无法生成：{found.why}", found.hint, tag.position if tag else None)


def tag_at(sources: Mapping[str, JinjaSource], template: Template, line: int) -> Tag | None:
    """The tag that line `line` of the compiled Python belongs to."""
    source = sources.get(template.name or "")
    return source.tag(_line(template, line)) if source else None


def _line(template: Template, line: int) -> int:
    """The line of the source that line `line` of the compiled Python was made of."""
    made, of = _lines(template)
    at = bisect_right(made, line)
    return of[at - 1] if at else 1


@lru_cache(maxsize=16)  # Jinja reads the whole list anew each time: a draft asks for every value that is missing
def _lines(template: Template) -> tuple[Sequence[int], Sequence[int]]:
    """Lines of the compiled Python, in order, and those of the source that they were made of."""
    info = template.debug_info
    return [made for _, made in info], [of for of, _ in info]


def _tag(fault: BaseException, sources: Mapping[str, JinjaSource]) -> Tag | None:
    """The last tag on the way to the place where `fault` was raised."""
    found: Tag | None = None
    trace = fault.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            found = tag_at(sources, template, trace.tb_lineno) or found
        trace = trace.tb_next
    return found


def misread(fault: Exception, sources: Mapping[str, JinjaSource], name: str) -> Diagnostic:
    """What only shows in the whole of file `name`: a statement that is not ended, levels that are too many."""
    source = sources.get(name)
    tag = source.tag(fault.lineno) if source and isinstance(fault, MisreadError) else None
    shown = f"标签“{tag.source}”" if tag else "模板"
    if isinstance(fault, MisreadError) and fault.why:
        return error("template-syntax", f"{shown}{fault.why}", fault.hint, tag.position if tag else None)
    if isinstance(fault, MisreadError):
        hint = "请检查它前后的标签是否成对"
        return error("template-syntax", f"{shown}读不懂", hint, tag.position if tag else None)
    found = reason(fault)
    return error("template-syntax", f"{shown}无法生成：{found.why}", found.hint, Position(name))
