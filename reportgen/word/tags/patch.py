"""The tree of a part, its tags numbered, as the source of a Jinja template: one line for each tag."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, w
from reportgen.word.tags import merged_cells
from reportgen.word.tags.scan import NUMBERED
from reportgen.word.tags.word_tag import TRIM, Tag

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FROM, _TO = "\ufdd2", "\ufdd3"
_BREAKS = regex(r"[\r\n]+")
_ESCAPES = {"{_{": "{{ '{{' }}", "}_}": "{{ '}}' }}", "{_%": "{{ '{%' }}", "%_}": "{{ '%}' }}"}
_ESCAPED = regex("|".join(map(re.escape, _ESCAPES)))
_BEGIN = regex(r"\{[{%]")
_OF_CELLS = regex(r"\{% (?:colspan|cellbg) ")
_WHOLE = regex(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_OF_RUNS = regex(r"(\{\{r\s.*?\}\}|\{%r\s.*?%\})", re.DOTALL)
_PLAIN_TEXT, _KEEPING_SPACES = "<w:t>", '<w:t xml:space="preserve">'
_RUN_APART = rf"</w:t></w:r><w:r>{_KEEPING_SPACES}\1</w:t></w:r><w:r>{_KEEPING_SPACES}"
_UNESCAPED = {"&lt;": "<", "&gt;": ">", **dict.fromkeys("“”", '"'), **dict.fromkeys("‘’", "'")}
_SIGN = regex("|".join(_UNESCAPED))

IN_ATTRIBUTE = "属性值"
_ATTRIBUTE = regex(r"=\"[^\"<]*\{\{[^\"<]*\"")
_VALUE = regex(r"\{\{(.*?)\}\}")


class JinjaSource(Frozen):
    """What Jinja compiles: `text`, whose lines from the second on each begin inside one of `lines`.

    `head` and `tail` are the XML around it, from the part's first byte to its last.
    """

    name: str
    text: str
    lines: Sequence[Tag]
    head: str = ""
    tail: str = ""

    def tag(self, line: int) -> Tag | None:
        """The tag that line `line` (from 1) of the text belongs to."""
        return self.lines[line - 2] if 2 <= line < len(self.lines) + 2 else None

    def around(self, inside: str) -> str:
        """The whole XML of the part, with `inside` in its place."""
        return f"{DECLARATION}{self.head}{inside}{self.tail}"


def source(name: str, root: Element, container: Element, numbered: Sequence[Tag], merged: Sequence[Tag]) -> JinjaSource:
    """Patch the content of `container` (its final section properties stay outside) and line it up by tags.

    `merged` are the tags {%合并 %}, whose slots stand in the tree.
    """
    head, inside, tail = split(root, container)
    inside = _ATTRIBUTE.sub(lambda m: _VALUE.sub(rf"{{{{(\1)|{IN_ATTRIBUTE}}}}}", m[0]), inside)
    filled = merged_cells.fill(patched(_BREAKS.sub(" ", inside)), merged, len(numbered))
    tags = [*numbered, *merged]
    found = [int(n) for n in NUMBERED.findall(filled)]
    text = _ESCAPED.sub(lambda m: _ESCAPES[m[0]], NUMBERED.sub("\n", filled.replace(TRIM, "-")))
    return JinjaSource(name, text, tuple(tags[n] for n in found), head, tail)


def patched(xml: str) -> str:
    """`xml` as docxtpl patches it: tags for paragraphs, rows, cells and runs in their place, quotes as Jinja has them.

    Tags that are numbered stand whole in a w:t, and there is little to do; docxtpl itself does all that is rarer, and
    takes ten times as long.
    """
    if len(_BEGIN.findall(xml)) != len(NUMBERED.findall(xml)) or _OF_CELLS.search(xml):
        return str(_docxtpl().patch_xml(xml))
    first, *rest = xml.split(_PLAIN_TEXT)
    xml = first + "".join((_KEEPING_SPACES if _WHOLE.search(text) else _PLAIN_TEXT) + text for text in rest)
    xml = _OF_RUNS.sub(_RUN_APART, xml)
    for level in ("tr", "tc", "p", "r"):
        xml = _in_place(xml, level, rf"(\{{%|\{{\{{){level} ([^}}%]*(?:%\}}|\}}\}}))")
    for level in ("tr", "tc", "p"):
        xml = _in_place(xml, level, rf"(\{{#){level} ([^}}#]*#\}})")
    return _WHOLE.sub(lambda tag: _SIGN.sub(lambda sign: _UNESCAPED[sign[0]], tag[0]), xml)


def _in_place(xml: str, level: str, tag: str) -> str:
    """`xml` with each `tag` of a level in place of the element around it; of several in one element the last."""
    made, at, end = [], 0, f"</w:{level}>"
    last = xml.rfind(end)
    if found := [match for match in regex(tag).finditer(xml) if match.end() <= last]:
        opened = [-1, *(match.start() for match in regex(rf"<w:{level}[ >]").finditer(xml))]
        starts = [opened[bisect(opened, match.start()) - 1] for match in found]
        for match, start, following in zip(found, starts, [*starts[1:], -1], strict=True):
            if start >= at and start != following:
                made += [xml[at:start], f"{match[1]} {match[2]}"]
                at = xml.index(end, match.end()) + len(end)
    return "".join((*made, xml[at:]))


def listing(xml: str) -> str:
    """New paragraphs and pages (\\a, \\f) in a Listing, made by docxtpl itself from what is around them."""
    return _docxtpl().resolve_listing(xml) if "\a" in xml or "\f" in xml else xml


def split(root: Element, container: Element) -> tuple[str, str, str]:
    """The XML of `root` before, in and after the content of `container`."""
    content = [child for child in container if child.tag != w("sectPr")]
    container.text = _FROM + (container.text or "")
    if content:
        content[-1].tail = (content[-1].tail or "") + _TO
    else:
        container.text += _TO
    xml = etree.tostring(root, encoding="unicode")
    head, _, rest = xml.partition(_FROM)
    inside, _, tail = rest.partition(_TO)
    return head, inside, tail


def _docxtpl() -> DocxTemplate:
    """docxtpl without a document, imported only where something is patched: a kept template needs none of it."""
    from docxtpl import DocxTemplate  # noqa: PLC0415

    return DocxTemplate("")
