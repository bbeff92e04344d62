"""Where the values and keys of a file stand: a line and a column each, a Position for those that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from reportgen.diagnostics import Position

Path: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]  # line and column, from 0


def position(file: str, rows: Sequence[str], spot: Spot) -> Position:
    """The place of `spot` in a file with these lines."""
    line, column = spot
    return Position(file, line + 1, column + 1, rows[line] if line < len(rows) else "")


class Places(Mapping[Path, Position]):
    """Places by path, each made when it is asked for: a file has thousands, of which messages need few."""

    def __init__(self, file: str, rows: Sequence[str], spots: Mapping[Path, Spot]) -> None:
        self._file, self._rows, self._spots = file, rows, spots

    def __getitem__(self, path: Path) -> Position:
        return position(self._file, self._rows, self._spots[path])

    def __contains__(self, path: object) -> bool:
        return path in self._spots

    def __iter__(self) -> Iterator[Path]:
        return iter(self._spots)

    def __len__(self) -> int:
        return len(self._spots)

    def standing(self, spots: Set[Spot]) -> Iterator[tuple[Path, Spot]]:
        """Every path that stands at one of `spots`."""
        return ((path, spot) for path, spot in self._spots.items() if spot in spots)
