"""What is said of fields of dept.yaml, at the cells of the forms that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, Position
from reportgen.facts import narrative
from reportgen.facts.blanks.questions import ANSWERS
from reportgen.facts.source import QUARTERS, Source
from reportgen.forms.cell_words import IN_WORD, NAME, worded
from reportgen.forms.merging import Place
from reportgen.values import replace

_ASKED = ("理由", "得分")  # of an answer, what is asked for first
_MARKDOWN = "markdown"  # the code of what is said of text that looks like markup
_Line: TypeAlias = "tuple[tuple[str | int, ...], int]"  # of a text in several lines: its path and the line, from 0


def at_cells(found: Iterable[Diagnostic], source: Source, places: Mapping[str, Place]) -> list[Diagnostic]:
    """`found`, each at the cell of the field that it is about, in words for a cell; others as they are.

    `places` has the cells by the dotted names of the fields: rows of lists by their number in dept.yaml, from 0. What
    is said of a line of a text is said at its paragraph, with its words.
    """
    form = _Form(source, places)
    return [form.told(one) for one in found]


def dotted(path: Iterable[object]) -> str:
    """A path as a field is called: a quarter of four by its name."""
    parts = tuple(path)
    quarter = parts[:1] == ("季度",)
    return ".".join(QUARTERS[p] if quarter and isinstance(p, int) and p < len(QUARTERS) else str(p) for p in parts)


class _Form:
    """The cells of forms beside the text of dept.yaml that was made of them."""

    def __init__(self, source: Source, places: Mapping[str, Place]) -> None:
        self.source, self.places = source, places
        # where a group begins its first key does, which tells more
        self.names = {at: dotted(path) for path, at in (*source.places.items(), *source.keys.items())}
        blocks = source.blocks.items()
        self.lines: dict[int | None, _Line] = {at.line: (path, n) for path, own in blocks for n, at in enumerate(own)}

    def told(self, one: Diagnostic) -> Diagnostic:
        """`one` at its cell."""
        at = one.position
        if at and at.file == self.source.file and at.line in self.lines:
            return self._in_text(one, at, *self.lines[at.line])
        if at and at not in self.names:
            return one
        name = next((name for name in self._named(one) if name in self.places), "")
        advice = worded(one.hint, self.places)
        if not name:
            return replace(one, hint=advice)
        file, cell = self.places[name]
        return replace(one, position=Position(file, place=cell), hint=advice)

    def _named(self, one: Diagnostic) -> Iterator[str]:
        """The fields that a diagnostic may be about, the likeliest first; of an answer, what is asked for there."""
        said = f"{one.message}；{one.hint}"
        told = (one.where, self.names.get(one.position, "") if one.position else "", *NAME.findall(said))
        for name in filter(None, told):
            yield name
            if name.startswith(f"{ANSWERS}."):
                yield from (f"{name}.{part}" for part in _ASKED if part in said)
                yield from (place for place in self.places if place.startswith(f"{name}."))

    def _in_text(self, one: Diagnostic, at: Position, path: tuple[str | int, ...], line: int) -> Diagnostic:
        """What is said of one line of a text, at the paragraph in which it stands, with its words."""
        if dotted(path) not in self.places:
            return one
        file, cell = self.places[dotted(path)]
        text = at.text.lstrip()
        column = max(at.column - len(at.text) + len(text), 1) if at.column else None
        place = f"{cell}{_paragraph([row.text.strip() for row in self.source.blocks[path]][: line + 1])}"
        advice = IN_WORD if one.code == _MARKDOWN and "!" not in cell else worded(one.hint)
        return replace(one, position=Position(file, None, column, text, place), hint=advice)


def _paragraph(lines: list[str]) -> str:
    """Which paragraph of a text the last of `lines` is, or that it stands in a table."""
    blocks = narrative.blocks("\n".join(lines))
    if blocks and isinstance(blocks[-1], narrative.Table):
        return " 的表格"
    return f" 第 {max(len(blocks), 1)} 段"
