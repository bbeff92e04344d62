"""What becomes of the figures that were taken: new in dept.yaml, said there already, or said otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from reportgen.chinese import rounded
from reportgen.facts.addresses import Address, address
from reportgen.facts.records import quantity
from reportgen.facts.source import Source
from reportgen.tables.labels import label
from reportgen.tables.taking import Taken
from reportgen.values import Frozen


class FigureState(Enum):
    """What dept.yaml says of a figure."""

    NEW = "写入"
    SAME = "相同"
    OTHER = "不同"
    HELD = "未写"  # what it came from is doubtful


class Planned(Frozen):
    """One figure and what becomes of it; `stands` is what dept.yaml says, `index` the row of its list that is there."""

    taken: Taken
    address: Address
    state: FigureState
    stands: str = ""
    index: int | None = None


def plan(found: Sequence[Taken], source: Source, doubtful: frozenset[str] = frozenset()) -> list[Planned]:
    """Each figure with its state; those of tables with one of the titles `doubtful` are held."""
    planned = [one for taken in found if (one := _planned(taken, source.data, doubtful))]
    return [one for one in planned if not _idle(one, planned)]


def _planned(taken: Taken, data: Mapping[str, Any], doubtful: frozenset[str]) -> Planned | None:
    at = address(taken.name)
    if at is None or taken.value is None:
        return None
    index = _row(_at(data, at.path), at) if at.row else None
    path = (*at.path, index, at.column) if at.row else at.path
    stands = None if at.row and index is None else _at(data, path)
    stands = "" if stands is None else str(stands)
    return Planned(taken, at, _state(stands, taken, taken.value, doubtful), stands, index)


def _state(stands: str, taken: Taken, value: Decimal, doubtful: frozenset[str]) -> FigureState:
    if stands:
        return FigureState.SAME if _alike(stands, value) else FigureState.OTHER
    return FigureState.HELD if taken.table.title in doubtful else FigureState.NEW


def _idle(one: Planned, planned: Sequence[Planned]) -> bool:
    """Whether a figure is but the zero of a row that nothing else would make."""
    if not one.address.row or one.index is not None or one.taken.value:
        return False
    row = (one.address.path, one.address.row)
    return not any((other.address.path, other.address.row) == row and other.taken.value for other in planned)


def _at(data: Any, path: Sequence[object]) -> Any:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data


def _row(rows: Any, at: Address) -> int | None:
    """The row of a list that is called as the figure's."""
    listed = rows if isinstance(rows, list) else []
    named = (str(row.get(at.key) or "") if isinstance(row, dict) else "" for row in listed)
    return next((number for number, name in enumerate(named) if name and label(name) == label(at.row)), None)


def _alike(stands: str, value: Decimal) -> bool:
    """Whether what dept.yaml says is `value`, as far as it has decimals."""
    parted = quantity.split(stands)
    if parted is None or parted[1] not in (None, "万元", "万"):
        return False
    places = max(0, -int(parted[0].as_tuple().exponent))
    return parted[0] == value or (places >= 2 and parted[0] == rounded(value, places))


def written(planned: Sequence[Planned]) -> Iterator[Planned]:
    """Those that go into dept.yaml."""
    return (one for one in planned if one.state is FigureState.NEW)
