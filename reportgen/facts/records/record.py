"""The base of all records: frozen, exact, and strict about its keys; and where their errors stand.

Every field has an English name in code and one Chinese alias, which is its YAML key, its formula name and its
Word variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self, TypeVar, dataclass_transform

import msgspec

from reportgen.diagnostics import Diagnostic, error, hint
from reportgen.facts.records import plain
from reportgen.facts.records.fields import Field, Named, RecordMeta, listed, mapped, named, optional, records
from reportgen.facts.records.reading import Fault, InvalidError, converted, filled, is_empty
from reportgen.facts.records.telling import Kind, Wrong
from reportgen.facts.source import ITEMS, Path, Source, in_order

__all__ = [
    "Fault",
    "Field",
    "InvalidError",
    "Named",
    "Record",
    "diagnose",
    "filled",
    "is_empty",
    "listed",
    "mapped",
    "named",
    "optional",
    "read",
    "records",
]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(named,))
class Record(msgspec.Struct, metaclass=RecordMeta, frozen=True):
    """A frozen record: unknown keys are refused, an empty value is absent, YAML keys are the Chinese aliases.

    `values.replace` gives the same record with other values. A constructor trusts its caller; what a person wrote comes
    in by `read`, what a file holds by `from_json`.
    """

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """What is written where the record should be, a short form written out; may raise Wrong."""
        return data

    @classmethod
    def compared(cls, given: Mapping[str, Any]) -> Iterator[tuple[str, Wrong]]:
        """What is wrong between the values read so far, at which field, by English names."""
        yield from ()

    def check(self) -> None:
        """Raise Wrong, or ValueError with a sentence of its own, where the values do not go together."""

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Plain data under Chinese keys as a record; raises InvalidError with everything that is wrong."""
        made: Self = converted(cls, data)
        return made

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The same for JSON text."""
        try:
            return cls.from_data(msgspec.json.decode(text))
        except (msgspec.DecodeError, UnicodeError, RecursionError) as failure:
            raise InvalidError([Fault((), Wrong("不是 JSON"))]) from failure

    def to_data(self, *, exclude_none: bool = False, exclude_defaults: bool = False) -> dict[str, Any]:
        """The values under their Chinese keys, records inside likewise."""
        found: dict[str, Any] = plain.plain(self, exclude_defaults=exclude_defaults)
        return plain.without_none(found) if exclude_none else found

    def to_json(self, *, indent: int = -1, exclude_none: bool = False) -> str:
        """The same as JSON text, every value in its notation; what `from_json` reads."""
        return plain.json(self, indent=indent, exclude_none=exclude_none).decode()


R = TypeVar("R", bound=Record)


def read(model: type[R], source: Source) -> tuple[R | None, list[Diagnostic]]:
    """`source` as a `model`, or None with every error at its place, in the order of the file.

    What was read in another way than it is written is told, too.
    """
    notes: list[Fault] = []
    made, faults = None, tuple[Fault, ...]()
    try:
        made = converted(model, source.data, notes)
    except InvalidError as failure:
        faults = failure.faults
    return made, in_order([*_told(faults, source), *(diagnose(note, source) for note in notes)])


def _told(faults: Iterable[Fault], source: Source) -> Iterator[Diagnostic]:
    """Every fault; all that one group lacks is told in one line."""
    lacking: dict[Path, list[str]] = {}
    for path, wrong in faults:
        if wrong.kind is Kind.MISSING and len(path) > 1:
            lacking.setdefault(path[:-1], []).append(str(path[-1]))
    for fault in faults:
        path, wrong = fault
        own = lacking.get(path[:-1], []) if wrong.kind is Kind.MISSING else []
        if len(own) < 2:
            yield diagnose(fault, source)
        elif path[-1] == own[0]:
            message = f"“{name(path[:-1], source)}”缺少必填项：{'、'.join(own)}"
            advice = f"请补上{'、'.join(f'“{one}:”' for one in own)}"
            yield error(wrong.kind, message, advice, source.position(path))


def diagnose(fault: Fault, source: Source) -> Diagnostic:
    """One fault as a Diagnostic at its place in `source`."""
    path, wrong = fault
    match wrong.kind:
        case Kind.UNKNOWN:
            message = f"不认识的字段“{wrong.message}”"
        case Kind.MISSING:
            message = f"缺少必填项“{name(path, source)}”"
        case Kind.RULE:
            message = wrong.message
        case _:
            message = f"“{name(path, source)}”{wrong.message}"
    say = hint if wrong.kind is Kind.CONVERTED else error
    return say(wrong.kind, message, wrong.hint, source.position(path, key=wrong.kind is Kind.UNKNOWN))


def name(path: Path, source: Source) -> str:
    """`path` as people name it: 预算.项目支出.年初, 项目第3项.性质."""
    there = source.path(path)
    if path and there[-1:] not in (path[-1:], (ITEMS.get(path[-1]),)):
        there = (*there, path[-1])
    parts = [f"第{part + 1}项" if isinstance(part, int) else f".{part}" for part in there]
    return "".join(parts).lstrip(".") or "文件"
