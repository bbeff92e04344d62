"""What can be read of data that holds wrong values: the rest without them, for what else there is to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from reportgen.facts.records.reading import Fault, InvalidError, converted
from reportgen.facts.records.telling import Kind
from reportgen.facts.source import Path, Source, loose

R = TypeVar("R")
_ROUNDS = 6  # a value that is left out may leave a group incomplete, which is left out then, and so on


def remains(model: type[R], source: Source, instead: Mapping[str, Any], stand_ins: Sequence[str] = ()) -> R | None:
    """`source` as a `model` without what is wrong in it; `instead` stands in for fields that every file must have.

    The first of `stand_ins` that can be read stands in for a wrong value; where none can, it is left out.
    """
    data = loose(source.data)
    if not isinstance(data, dict):
        return None
    tried: dict[Path, int] = {}
    for _ in range(_ROUNDS + len(stand_ins)):
        try:
            return cast("R", converted(model, data))
        except InvalidError as failure:
            for fault in failure.faults:
                path, kind = _place(fault, source), fault.wrong.kind
                tried[path] = tried.get(path, -1) + 1
                left = stand_ins[tried[path] :] if kind is not Kind.MISSING else ()
                _leave_out(data, path, instead, next(iter(left), None), unknown=kind is Kind.UNKNOWN)
    return None


def _place(fault: Fault, source: Source) -> Path:
    """The part of the data that a fault is about: of a missing field the group that lacks it."""
    path = source.path(fault.path)
    lacking = fault.wrong.kind is Kind.MISSING and len(fault.path) > 1
    return source.path(fault.path[:-1]) if lacking else path or fault.path[:1]


def _leave_out(
    data: dict[str, Any], path: Path, instead: Mapping[str, Any], value: str | None, *, unknown: bool
) -> None:
    first = str(path[0]) if path else ""
    if first in instead:
        data[first] = instead[first]
        return
    above: Any = data
    for part in path[:-1]:
        above = above[part] if _holds(above, part) else None
    if path and _holds(above, path[-1]) and unknown:
        del above[path[-1]]
    elif path and _holds(above, path[-1]):
        above[path[-1]] = value
    else:
        data.pop(first, None)


def _holds(group: Any, part: Any) -> bool:
    return (
        part in group
        if isinstance(group, dict)
        else isinstance(group, list) and isinstance(part, int) and part < len(group)
    )
