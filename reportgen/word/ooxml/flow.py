"""A body as this program writes it, in the pieces that its template printed: each as its markup and its words.

Reports of one template share most of their markup. So what was once found out about a piece holds for every other
that differs from it in its words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from reportgen.patterns import regex
from reportgen.values import Frozen

WRITTEN = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"  # how lxml begins
_WRITTEN = WRITTEN.encode()
_BODY, _ROW_END, _TABLE_END, _SECTION_END = "<w:body>", "</w:tr>", "</w:tbl>", "</w:sectPr>"
CLOSING = "</w:body></w:document>"
_ACROSS = 'w:orient="landscape"'
_FOREIGN = "!?"  # begin what no template prints, and what may hide markup
_ROW = ("<w:tr>", "<w:tr ")
_BEGINNING = regex(r"<w:(p|tbl|sdt)[ >]")
_WORDS = regex(r">([^<>]*)</w:t>")
# what names bookmarks and controls
_NAMING = ("<w:bookmark", "<w:id ")
_STARTS = regex(r"<w:bookmarkStart w:id=\"([^\"]*)\" w:name=\"([^\"]*)\"/>")
_ENDS = regex(r"<w:bookmarkEnd w:id=\"[^\"]*\"/>")
_IDS = regex(r"<w:id w:val=\"([^\"]*)\"/>")
_TAGS = regex(r"<w:alias w:val=\"[^\"]*\"/><w:tag w:val=\"[^\"]*\"/>")
_OTHERS = ("<w:bookmarkStart ", "<w:id ")


class Stretch(Frozen):
    """A paragraph, a control of paragraphs or a table with all that is in it; of a plain table the `rows` are apart.

    `markup` is what stands before, between and behind the `words` of the w:t elements.
    """

    markup: tuple[str, ...]
    words: Sequence[str]
    rows: Sequence[Stretch] = ()

    @property
    def xml(self) -> str:
        """The piece without its words, but for those of its rows."""
        return "></w:t>".join(self.markup)

    def saying(self, words: Sequence[str]) -> str:
        """The piece with other words, as many, that hold nothing which XML would escape."""
        *before, last = self.markup
        return "".join(f"{one}>{word}</w:t>" for one, word in zip(before, words, strict=True)) + last


class Flow(Frozen):
    """The pieces of a body, without what names its bookmarks and controls, and the XML before and behind them."""

    head: str
    pieces: Sequence[Stretch]
    tail: str

    def words(self) -> str:
        """All words as XML writes them, each paragraph in a line of its own."""
        return "".join(chain.from_iterable(map(_in_lines, self.each())))

    def each(self) -> Iterator[Stretch]:
        """The pieces; of plain tables their rows instead."""
        for piece in self.pieces:
            yield from piece.rows or (piece,)

    @property
    def turned(self) -> bool | None:
        """Whether the pages of the last section lie across; None where there is no such section."""
        return None if self.tail == CLOSING else _ACROSS in self.tail


class Parted(Frozen):
    """What stands in a body, each with the name of its element, and the XML before and behind all of it."""

    head: str
    stretches: Sequence[tuple[str, str]]
    tail: str


def parted(xml: str) -> Parted | None:
    """A document that lxml or this program wrote, its body parted; None where it holds anything out of the way."""
    at = xml.find(_BODY) + len(_BODY)
    if at < len(_BODY):
        return None
    head, stretches = xml[:at], list[tuple[str, str]]()
    while beginning := _BEGINNING.match(xml, at):
        end = _end(xml, beginning[1], at)
        if end < 0:
            return None
        stretches.append((beginning[1], xml[at:end]))
        at = end
    tail = xml[at:]
    return Parted(head, stretches, tail) if tail == CLOSING or _is_section(tail) else None


def written(data: bytes) -> Parted | None:
    """As `parted`, of a part as it stands in a package."""
    xml = data.decode("utf-8", "replace") if data.startswith(_WRITTEN) else ""
    return None if foreign(xml[len(WRITTEN) :]) else parted(xml)


def foreign(xml: str) -> bool:
    """Whether there are comments and the like in what stands behind a declaration; signs that are rare are sought."""
    return any(sign in xml and f"<{sign}" in xml for sign in _FOREIGN)


def flow(parts: Parted) -> Flow | None:
    """The flow of a body that was parted.

    None where an id or name of a bookmark or control stands twice, or is written otherwise: a flow does not show them.
    """
    pieces, names = list[Stretch](), list[tuple[str, str]]()
    for name, xml in parts.stretches:
        lean = _unnamed(xml, names) if any(sign in xml for sign in _NAMING) else xml
        if any(sign in lean for sign in _OTHERS):
            return None
        pieces.append(_piece(name, lean))
    return Flow(parts.head, pieces, parts.tail) if len(set(names)) == len(names) else None


def _is_section(tail: str) -> bool:
    """Whether `tail` is the last section of a body, and all that is left."""
    end, empty = tail.find(_SECTION_END), tail.partition(">")[0].endswith("/")
    return tail.startswith("<w:sectPr") and not empty and tail[end:] == _SECTION_END + CLOSING


def _unnamed(xml: str, names: list[tuple[str, str]]) -> str:
    """A stretch without what names its bookmarks and controls, which go to `names`."""
    between = _STARTS.split(xml)
    names += [("id", told) for told in between[1::3]]
    names += [("name", told) for told in between[2::3]]
    between = _IDS.split("<w:bookmarkStart/>".join(between[::3]))
    names += [("control", told) for told in between[1::2]]
    return _ENDS.sub("<w:bookmarkEnd/>", _TAGS.sub("<w:alias/><w:tag/>", "<w:id/>".join(between[::2])))


def _end(xml: str, name: str, at: int) -> int:
    """Where the element w:`name` that begins at `at` ends, those of its name inside it aside; -1 where it does not."""
    opened, closing, to = 1, f"</w:{name}>", at + 1
    while opened:
        end = xml.find(closing, to)
        if end < 0:
            return -1
        opened += xml.count(f"<w:{name}>", to, end) + xml.count(f"<w:{name} ", to, end) - 1
        to = end + len(closing)
    return to


def _piece(name: str, xml: str) -> Stretch:
    if name == "tbl" and (table := _table(xml)):
        return table
    return _taken_apart(xml)


def _table(xml: str) -> Stretch | None:
    """A table whose rows stand one behind the other, and no table in it."""
    *rows, closing = xml.split(_ROW_END)
    if not rows or closing != _TABLE_END:
        return None
    opening = rows[0][: rows[0].find(_ROW[0][:-1])]
    rows[0] = rows[0][len(opening) :]
    if not all(row.startswith(_ROW) and row.count(_ROW[0]) + row.count(_ROW[1]) == 1 for row in rows):
        return None
    return Stretch((opening,), (), [_taken_apart(row + _ROW_END) for row in rows])


def _taken_apart(xml: str) -> Stretch:
    between = _WORDS.split(xml)
    return Stretch(tuple(between[::2]), between[1::2])


def _in_lines(piece: Stretch) -> Iterator[str]:
    for before, said in zip(piece.markup, piece.words, strict=False):  # there is markup behind the last words, too
        yield f"\n{said}" if "</w:p>" in before else said
    yield "\n"
