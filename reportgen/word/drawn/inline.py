"""The words of a paragraph: runs with their looks, fields, pictures, the comments and controls that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.drawing import DrawnPicture, DrawnRun, RunLook
from reportgen.values import Frozen, replace
from reportgen.word.drawn.appearance import Lattice, run_look
from reportgen.word.drawn.cascade import NOTHING, Cascade, Said, on, over, said
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.symbols import EQUATION
from reportgen.word.ooxml.wordml import LINKS, NEW_LINE, Element, integer, text, value, w

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_SHOWN = frozenset(("image/png", "image/jpeg", "image/gif", "image/bmp"))
_EMU = 12700  # in a point
_NUMBERS = ("PAGE", "NUMPAGES")  # fields that are another on every page
_BREAK = None  # where the page turns amid the words
_HOLDERS = frozenset(map(w, ("hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "customXml", "dir", "bdo")))
_RUN, _CONTROL, _SIMPLE, _COMPLEX = map(w, ("r", "sdt", "fldSimple", "fldChar"))
_FROM, _TO = w("commentRangeStart"), w("commentRangeEnd")


class Setting(Frozen):
    """Where a paragraph stands: what the table around it says of paragraphs and words, the grid, the control."""

    of_paragraphs: Said = NOTHING
    of_words: Said = NOTHING
    lattice: Lattice = Lattice()
    place: str = ""


@dataclass
class _Field:
    code: str = ""
    result: bool = False

    @property
    def kind(self) -> str:
        """The first word of its code: PAGE, TOC …"""
        return (self.code.split() or [""])[0].upper()


@dataclass
class Scribe:
    """Reads a document from its beginning to its end; `part` is the one that is read."""

    finished: Finished
    cascade: Cascade
    numbering: Numbering
    part: str
    pictures: list[DrawnPicture] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)  # their ids, in the order of the text
    _notes: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def remark(self, element: Element) -> bool:
        """Whether `element` begins or ends a comment, which is remembered."""
        number = element.get(w("id"), "")
        if element.tag == _FROM:
            self._notes.append(number)
        elif element.tag == _TO:
            self._notes = [one for one in self._notes if one != number]
        return element.tag in (_FROM, _TO)

    def words(self, element: Element, base: Said, at: Setting, *, snaps: bool) -> Iterator[DrawnRun | None]:
        """The runs below `element` over the look `base`; None where the page turns."""
        for child in element:
            if self.remark(child):
                continue
            if child.tag == _RUN:
                yield from self._run(child, base, at, snaps=snaps)
            elif child.tag == _CONTROL:
                inner = replace(at, place=value(child, "sdtPr", "tag") or at.place)
                for content in child.iterchildren(w("sdtContent")):
                    yield from self.words(content, base, inner, snaps=snaps)
            elif child.tag == _SIMPLE:
                yield from self._simple(child, base, at, snaps=snaps)
            elif child.tag in _HOLDERS:
                yield from self.words(child, base, at, snaps=snaps)
            elif child.tag == EQUATION or next(child.iter(EQUATION), None) is not None:
                yield self._said(text(child), run_look(base, at.lattice, snaps=snaps), at)

    def _simple(self, element: Element, base: Said, at: Setting, *, snaps: bool) -> Iterator[DrawnRun | None]:
        kind = _Field(element.get(w("instr"), "")).kind
        if kind not in _NUMBERS:
            yield from self.words(element, base, at, snaps=snaps)
            return
        own = next((one for one in self.words(element, base, at, snaps=snaps) if one), None)
        look = own.look if own else run_look(base, at.lattice, snaps=snaps)
        yield DrawnRun(own.text if own else "1", look, place=at.place, field=kind)

    def _run(self, run: Element, base: Said, at: Setting, *, snaps: bool) -> Iterator[DrawnRun | None]:
        own = said(run.find(w("rPr")))
        full = over(base, self.cascade.of(own.get("rStyle", {}).get("val"), "rPr"), own)
        if on(full, "vanish"):
            return
        look = run_look(full, at.lattice, snaps=snaps)
        told = ""
        for child in run:
            piece = self._piece(child, look, at)
            if isinstance(piece, str):
                told += piece
                continue
            if told:
                yield self._said(told, look, at)
                told = ""
            yield piece
        if told:
            yield self._said(told, look, at)

    def _said(self, words: str, look: RunLook, at: Setting) -> DrawnRun:
        return DrawnRun(words, look, self._notes[-1] if self._notes else "", at.place)

    def _piece(self, child: Element, look: RunLook, at: Setting) -> str | DrawnRun | None:
        """What one element of a run comes to: words, or what is more than words."""
        name = child.tag.rpartition("}")[2]
        if name in ("fldChar", "instrText"):
            return self._field(child, look)
        if self._fields and (not self._fields[-1].result or self._fields[-1].kind in _NUMBERS):
            return ""
        if name in ("br", "cr"):
            return {"page": _BREAK, "column": ""}.get(child.get(w("type"), ""), "\n")
        if name in ("drawing", "pict", "object", "AlternateContent"):
            return DrawnRun("", look, place=at.place, picture=self._picture(child))
        if name == "footnoteReference":
            self.footnotes.append(child.get(w("id"), ""))
            return DrawnRun(str(len(self.footnotes)), replace(look, raised="super"))
        return _read(child, name)

    def _field(self, child: Element, look: RunLook) -> str | DrawnRun:
        """Fields in pieces: begun, told what, given a result, ended."""
        if child.tag != _COMPLEX:
            if self._fields:
                self._fields[-1].code += child.text or ""
            return ""
        kind = child.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields and (ended := self._fields.pop()).kind in _NUMBERS:
            return DrawnRun("1", look, field=ended.kind)
        return ""

    def _picture(self, element: Element) -> int:
        """The number of a picture, which is kept; what no browser shows is only named."""
        size, named = (next(element.iter(f"{_DRAWING}{name}"), None) for name in ("extent", "docPr"))
        blip = next(element.iter(_BLIP), None)
        link = None if blip is None else self.finished.links(self.part).get(blip.get(f"{{{LINKS}}}embed", ""))
        type_ = self.finished.content_type(link.target) if link and link.target in self.finished else ""
        data = self.finished.data(link.target) if link and type_ in _SHOWN else b""
        name = "" if named is None else named.get("descr") or named.get("name") or ""
        boxed = "".join(text(paragraph) for box in _boxes(element) for paragraph in box.iter(w("p")))
        wide, high = (0 if size is None else integer(size.get(key)) / _EMU for key in ("cx", "cy"))
        self.pictures.append(DrawnPicture(boxed or name or "图片", type_, data, wide, high))
        return len(self.pictures) - 1


def _boxes(element: Element) -> list[Element]:
    """The text boxes in a drawing; of one that is told twice, for older programs as well, the first."""
    return list(element.iter(w("txbxContent")))[:1]


def _read(child: Element, name: str) -> str:
    """Words, a sign, a symbol, the words under a ruby; nothing of what is no text."""
    if name == "t":
        return child.text or ""
    if name in ("sym", "ruby"):
        return text(child).replace(NEW_LINE, "\n")
    return {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, "")
