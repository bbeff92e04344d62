"""Reading on past errors: where a value cannot stand, the parent's stands in for it, so that one run tells all."""

from __future__ import annotations

import copy
from typing import Any, Generic, TypeVar

from reportgen.diagnostics import Diagnostic
from reportgen.facts.records.record import Fault, InvalidError, Record, diagnose
from reportgen.facts.records.telling import Kind
from reportgen.facts.source import Path, Source, in_order
from reportgen.values import Frozen, replace

_ROUNDS = 30
R = TypeVar("R", bound=Record)


class Read(Frozen, Generic[R]):
    """A record read as far as it goes: `source` is sound, `lost` are the places left out without a stand-in."""

    record: R | None
    source: Source
    diagnostics: tuple[Diagnostic, ...]
    lost: tuple[Path, ...] = ()

    def concerns(self, path: Path) -> bool:
        """Whether something at, in or around `path` was left out."""
        return any(path[: len(lost)] == lost[: len(path)] for lost in self.lost)


def read(model: type[R], source: Source, parent: Source | None) -> Read[R]:
    """`source` as a `model`; its wrong values are told, and taken from `parent` or left out for what follows."""
    record, faults = _validated(model, source)
    sound = source if not faults else replace(source, data=copy.deepcopy(source.data))
    told: dict[tuple[Kind, Path], Diagnostic] = {}
    lost: list[Path] = []
    for _ in range(_ROUNDS if faults else 0):
        for fault in faults:
            path = _path(fault, sound)
            if not any(own[: len(gone)] == gone for gone in lost for own in (path, source.path(fault.path))):
                told.setdefault((fault.wrong.kind, fault.path), diagnose(fault, sound))
            if path and _has(sound.data, path) and not _stand_in(sound.data, path, parent):
                lost.append(path)
                del _at(sound.data, path[:-1])[path[-1]]
        record, faults = _validated(model, sound)
        if record is not None:
            break
    return Read(record, sound, tuple(in_order(told.values())), tuple(lost))


def _validated(model: type[R], source: Source) -> tuple[R | None, tuple[Fault, ...]]:
    try:
        return model.from_data(source.data), ()
    except InvalidError as failure:
        return None, failure.faults


def _path(fault: Fault, source: Source) -> Path:
    """What a fault makes unusable: the value, the mapping that lacks something, or the whole of a list."""
    path = source.path(fault.path[:-1] if fault.wrong.kind is Kind.MISSING else fault.path)
    return path[: next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))]


def _stand_in(data: Any, path: Path, parent: Source | None) -> bool:
    """Put the parent's value at `path`, if it has another one there."""
    if parent is None or not _has(parent.data, path):
        return False
    holder, better = _at(data, path[:-1]), _at(parent.data, path)
    if holder[path[-1]] == better:
        return False
    holder[path[-1]] = copy.deepcopy(better)
    return True


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _has(data: Any, path: Path) -> bool:
    try:
        _at(data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True
