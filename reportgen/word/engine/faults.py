"""What Python or Jinja raised while a template rendered, as a diagnostic at the tag that caused it."""

from __future__ import annotations

from collections.abc import Mapping

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
    return source.tag(template.get_corresponding_lineno(line)) if source else None


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
