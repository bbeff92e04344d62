"""The Jinja environment of a Word template: sandboxed, escaping, strict, and with words for what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reportgen.diagnostics import error
from reportgen.language import asked, bounds
from reportgen.language.budget import SMALL, spend
from reportgen.language.failures import NotAllowedError, UnsuitedError
from reportgen.language.guard import Guard, Writer, printable
from reportgen.language.walk import statements
from reportgen.patterns import regex
from reportgen.word.engine.bytecode import Codes
from reportgen.word.engine.missing import Missing, absent, each, where
from reportgen.word.tags.patch import IN_ATTRIBUTE, JinjaSource
from reportgen.word.tags.word_tag import AS_XML

_SPECIAL = regex(r"[\x00-\x1f&<>\"'\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_ENDS = regex(r"\r\n?|\n")
# what docxtpl puts into the package of its own template, which ours has not
_PARTS_OF_OTHERS = {"InlineImage": "图片", "Subdoc": "文档", "SubdocComposer": "文档"}
_HELD = {"p": "段落", "tr": "表格行", "tc": "单元格", "r": "文字块"}
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


class _Writer(Writer):
    """Prints what `shown` returns as it is: that is escaped already, and escaping twice costs a tenth of a report."""

    commons: Mapping[str, str] = {**Writer.commons, "finalize": "environment.finalize"}

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        """Text between tags only: a constant is looked at like every other value, when it is printed."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class WordEnvironment(Guard):
    """Values come out as typed, newlines as line breaks; None, unknown names and control characters are told."""

    code_generator_class = _Writer

    def __init__(self, sources: dict[str, JinjaSource], filters: Mapping[str, Callable[..., Any]]) -> None:
        self.sources, self.codes = sources, Codes()
        self.asked: dict[str, asked.SourceNames] = {}  # of each source that was compiled here
        super().__init__(
            filters,
            loader=_Loader(sources),
            autoescape=True,
            undefined=Missing,
            finalize=shown,
            keep_trailing_newline=True,
            cache_size=-1,
            bytecode_cache=self.codes,
        )
        self.filters[bounds.ROUNDS] = each
        self.filters[bounds.PRINTED] = _given
        self.filters[IN_ATTRIBUTE] = in_attribute
        self.filters[AS_XML] = _as_xml

    def failed(self, name: str, fault: Exception, value: Any) -> Missing:
        """A filter's failure is told like a missing value, so that a rendering goes on and tells the others too."""
        return value if isinstance(value, Missing) else Missing(obj=fault, name=name)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Missing:
        """What stands for an attribute that a template may not touch."""
        return Missing(obj=NotAllowedError(f"不能用“{attribute}”"), name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item; one that cannot be looked up is told like what is missing."""
        try:
            return super().getitem(obj, argument)
        except UnsuitedError as fault:
            return Missing(obj=fault, name="")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic; what is missing stays missing."""
        for value in (left, right):
            if isinstance(value, Missing):
                return value
            if value is None:
                return Missing(obj=None, name="")
        try:
            return super().call_binop(context, operator, left, right)
        except (TypeError, ArithmeticError) as fault:
            return Missing(obj=fault, name=operator)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        for loop in (node for node in statements(source) if isinstance(node, nodes.For)):
            for block in (node for node in statements(loop) if isinstance(node, nodes.Block)):
                block.scoped = True  # a block in a loop is about what the loop goes through
        self.asked[name or ""] = asked.of(source)
        return super()._generate(source, name, filename, defer_init)


@pass_context
def _given(context: Context, value: Any) -> Any:
    """A value to be joined with others by ~, which would make the word None of what is missing."""
    return absent(value) if value is None or isinstance(value, Missing) else _plain(value)


def shown(value: Any) -> Any:
    """A value as the XML of a w:t."""
    if type(value) is not str:
        if value is None or isinstance(value, Missing):
            return absent(value)
        if type(value).__name__ in _PARTS_OF_OTHERS:
            return _tell_foreign(value)
        if hasattr(value, "__html__"):
            return _listed(value.__html__())
        value = format(value, "f") if isinstance(value, Decimal) else _plain(value)
    elif len(value) > SMALL:
        spend(1, len(value))
    return _escaped(value) if _SPECIAL.search(value) else value


def _plain(value: Any) -> str:
    """A value as text; what is none, like a function, is told."""
    try:
        return str(printable(value))
    except UnsuitedError as fault:
        return str(absent(Missing(obj=fault, name="")))


def _listed(xml: str) -> Markup:
    """XML that an object gives for itself; a Listing of docxtpl is text, escaped already, with line breaks in it."""
    spend(1, len(xml))
    if "<" in xml:
        return Markup(xml)
    return Markup(_ENDS.sub(str(_BREAK), xml).replace("\t", str(_TAB)))


def _escaped(text: str) -> Markup:
    if found := _ILLEGAL.search(text):
        _tell_illegal(text, found)
    lines = _ENDS.split(_ILLEGAL.sub("", text))
    return _BREAK.join(_TAB.join(map(escape, line.split("\t"))) for line in lines)


def in_attribute(value: Any) -> Any:
    """A value for an attribute, where a line break is a sign and not an element."""
    return Markup(shown(value).replace(_BREAK, "&#10;").replace(_TAB, "&#9;"))


def _as_xml(value: Any) -> Any:
    """A value that stands for paragraphs, rows, cells or runs; plain text there would stand outside all of them."""
    if value is None or isinstance(value, Missing) or hasattr(value, "__html__") or value == "":
        return value
    if at := where():
        level = at.tag.level if at.tag else "p"
        message = f"“{at.expression}”是文字，不能用 {{{{{level} … }}}} 代替整个{_HELD.get(level, '段落')}"
        at.recorder.add(error("text-as-xml", message, f"请写成 {{{{ {at.expression} }}}}", at.position))
    return ""


def _tell_illegal(text: str, found: re.Match[str]) -> None:
    at = where()
    if at is None:
        raise ValueError(text)
    near = _ILLEGAL.sub("�", text[max(0, found.start() - 10) : found.end() + 10])
    message = f"“{at.expression}”的值里有 Word 不能存的控制字符 U+{ord(found[0]):04X}：{near}"
    at.recorder.add(error("control-character", message, "请删去这个字符后重新输入这段文字", at.position))


def _tell_foreign(value: Any) -> str:
    """Refuse a picture or document made for docxtpl; nothing of it is printed."""
    at, name = where(), type(value).__name__
    if at is None:
        raise TypeError(name)
    message = f"“{at.expression}”是 docxtpl 的 {name}（{_PARTS_OF_OTHERS[name]}），不能从数据放进报告"
    hint = "图片请直接插入模板，看情况才放的，前后用 {%p if … %}、{%p endif %}；成段文字用 {{p 叙述.… | 正文(3) }}"
    at.recorder.add(error("foreign-part", message, hint, at.position))
    return ""


class _Loader(BaseLoader):
    def __init__(self, sources: Mapping[str, JinjaSource]) -> None:
        self.sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool]]:
        if template not in self.sources:
            raise TemplateNotFound(template)
        return self.sources[template].text, template, lambda: True
