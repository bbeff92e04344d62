"""Word comments, put into the body of a .docx; Word takes none in headers and footers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lxml import etree

from reportgen.word.adopt.styles import style_ids
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import WORD, Element, integer, w

_KIND = "comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT, _SIGN = "annotation text", "annotation reference"  # Word's own names; without them comments look like the body
_STYLES = {
    _TEXT: f"""<w:style xmlns:w="{WORD}" w:type="paragraph" w:styleId="CommentText"><w:name w:val="{_TEXT}"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:jc w:val="left"/></w:pPr>
<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>""",
    _SIGN: f"""<w:style xmlns:w="{WORD}" w:type="character" w:styleId="CommentReference"><w:name w:val="{_SIGN}"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>""",
}


class Comments:
    """The comments of `package`, to which more are added; `save` writes them.

    `when` is the date they bear, in the writer's own time as Word has it; None leaves it out.
    """

    def __init__(self, package: Package, author: str, initials: str, when: dt.datetime | None = None) -> None:
        self._package = package
        self._who = {w("author"): author, w("initials"): initials}
        if when is not None:
            self._who[w("date")] = f"{when:%Y-%m-%dT%H:%M:%SZ}"
        part = package.linked(_KIND)
        self._root = package.tree(part) if part else etree.Element(w(_KIND), nsmap={"w": WORD})
        self._next = max((integer(old.get(w("id"))) for old in self._root), default=-1) + 1
        self._styles: dict[str, str] = {}

    def add(self, first: Element, last: Element, lines: Sequence[str]) -> None:
        """A comment on what stands from `first` to `last`, which both stand in paragraphs of the body."""
        if not self._styles:
            self._styles = _style_ids(self._package)
        number = {w("id"): str(self._next)}
        self._next += 1
        first.addprevious(etree.Element(w("commentRangeStart"), number))
        end, sign = etree.Element(w("commentRangeEnd"), number), self._sign("commentReference", number)
        last.addnext(end)
        end.addnext(sign)
        comment = etree.SubElement(self._root, w("comment"), {**number, **self._who})
        for line in "\n".join(lines).split("\n"):
            paragraph = etree.SubElement(comment, w("p"))
            self._look(paragraph, "pPr", "pStyle", _TEXT)
            if len(comment) == 1:
                paragraph.append(self._sign("annotationRef", {}))
            run = etree.SubElement(paragraph, w("r"))
            etree.SubElement(run, w("t"), {_SPACE: "preserve"}).text = line

    def _sign(self, name: str, number: dict[str, str]) -> Element:
        """A run that holds a sign of the comment."""
        run = etree.Element(w("r"))
        self._look(run, "rPr", "rStyle", _SIGN)
        etree.SubElement(run, w(name), number)
        return run

    def _look(self, element: Element, properties: str, use: str, style: str) -> None:
        if id_ := self._styles[style]:
            etree.SubElement(etree.SubElement(element, w(properties)), w(use), {w("val"): id_})

    def save(self) -> None:
        """Put the comments into the package; where there are none, nothing."""
        if len(self._root):
            self._package.put_tree(self._package.own_part(_KIND, _TYPE), self._root)


def _style_ids(package: Package) -> dict[str, str]:
    """The ids of the styles of comments, which are brought along where the document has none."""
    known = style_ids(package)
    part = package.linked("styles")
    lacking = [name for name in _STYLES if name not in known]
    if part and lacking:
        tree = package.tree(part)
        for name in lacking:
            style = etree.fromstring(_STYLES[name])
            while style.get(w("styleId")) in known.values():
                style.set(w("styleId"), f"{style.get(w('styleId'))}_")
            known[name] = style.get(w("styleId"), "")
            tree.append(style)
        package.put_tree(part, tree)
    return {name: known.get(name, "") for name in _STYLES}
