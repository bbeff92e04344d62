"""Where the values and keys of a file stand: a line and a column each, a Position for those that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import PurePath
from typing import TypeAlias

from reportgen.diagnostics import Position
from reportgen.values import OnDemand

Path: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]  # line and column, from 0


def position(file: str, rows: Sequence[str], spot: Spot) -> Position:
    """The place of `spot` in a file with these lines."""
    line, column = spot
    return Position(file, line + 1, column + 1, rows[line] if line < len(rows) else "")


class Places(OnDemand[Path, Position]):
    """Places by path in a file with these lines."""

    def __init__(self, file: str, rows: Sequence[str], spots: Mapping[Path, Spot]) -> None:
        super().__init__(spots, partial(position, file, rows))
        self._file = PurePath(file).name

    def told(self, path: Path) -> str | None:
        """The place of `path` as a figure names it: dept.yaml:12:9; None where there is none."""
        spot = self._kept.get(path)
        return f"{self._file}:{spot[0] + 1}:{spot[1] + 1}" if spot else None

    def standing(self, spots: Set[Spot]) -> Iterator[tuple[Path, Spot]]:
        """Every path that stands at one of `spots`."""
        return ((path, spot) for path, spot in self._kept.items() if spot in spots)
