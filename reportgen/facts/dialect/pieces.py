"""A file composed group by group, as it grows: of an edit only the group that changed is read anew.

A group that reads well alone, and has one outermost field, reads the same among others; where one does not, or two
have the same field, the whole file is read at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import yaml

from reportgen.facts.dialect.composing import Composed, one_pass, quick_loader
from reportgen.facts.dialect.decoding import lines
from reportgen.patterns import regex

_BEGINS = regex(r"(?m)^[^\s#\-]")  # an outermost field
_KEPT = 64  # groups; a file has some thirty


def compose(text: str, file: str, rows: list[str]) -> Composed:
    """`text` as data; `rows` are the lines shown in messages (those the person wrote).

    libyaml reads first, where PyYAML has it: six times as fast. What it, or we, would say anything about is read
    again by PyYAML's own scanner, whose marks the messages go by.
    """
    loader = quick_loader(text)
    as_written = text == "\n".join(rows)
    quick = (as_written and _in_pieces(text)) or one_pass(text, file, rows, loader) if loader else None
    return quick if quick and not quick.diagnostics else one_pass(text, file, rows, yaml.BaseLoader) or Composed()


def apart(text: str, name: str) -> tuple[str, str, str] | None:
    """`text` before, in and behind its group `name`; None where it has none, or does not read well in groups."""
    before, own, at = "", "", 0
    for piece in _pieces(text):
        if (made := _group(piece)) is None:
            return None
        if name in made.data:
            if own:
                return None
            before, own = text[:at], piece
        at += len(piece)
    return (before, own, text[len(before) + len(own) :]) if own else None


def _in_pieces(text: str) -> Composed | None:
    """The groups of `text` put together; None where there is anything to say of one, or of them all."""
    whole, first = Composed(data={}), 0
    for piece in _pieces(text):
        made = _group(piece)
        if made is None or not whole.data.keys().isdisjoint(made.data):
            return None
        whole.data |= made.data
        places = made.places.items() if not first else ((path, spot) for path, spot in made.places.items() if path)
        whole.places |= {path: (line + first, column) for path, (line, column) in places}
        whole.keys |= {path: (line + first, column) for path, (line, column) in made.keys.items()}
        whole.blocks |= {
            path: tuple((line + first, column) for line, column in block) for path, block in made.blocks.items()
        }
        first += piece.count("\n")
    return whole


def _pieces(text: str) -> Iterator[str]:
    """`text` in groups, each from an outermost field on; what stands above the first belongs to it."""
    starts = [found.start() for found in _BEGINS.finditer(text)][1:]
    return (text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True))


@lru_cache(maxsize=_KEPT)
def _group(text: str) -> Composed | None:
    """One group, if there is nothing to say of it."""
    loader = quick_loader(text)
    made = one_pass(text, "", lines(text), loader) if loader else None
    well = made and not made.diagnostics and isinstance(made.data, dict) and len(made.data) == 1
    return made if well else None
