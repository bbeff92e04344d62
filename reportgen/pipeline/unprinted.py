"""What a department filled in that nothing prints, scores or computes with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reportgen.diagnostics import Diagnostic, Position, hint
from reportgen.facts.blanks.scaffold import ALWAYS
from reportgen.facts.records.fields import entries
from reportgen.facts.records.record import Record
from reportgen.facts.source import Path
from reportgen.language.asked import holds
from reportgen.packs.pack import asks, texts
from reportgen.pipeline.asking import used
from reportgen.stages.inputs import Inputs


def unprinted(inputs: Inputs, printed: frozenset[str]) -> list[Diagnostic]:
    """One 提示 that names every field filled in to no use; `printed` is what the template asks for."""
    of_use = used(inputs.pack, printed, inputs.department.options)
    found = _filled(inputs.department, (), "", _idle(frozenset(of_use)))
    idle = {name: path for name, path in found if _stands(inputs, path)}
    if idle:
        said = "\n".join((*inputs.pack.sentences, *filter(asks, texts(inputs.people_source.data))))
        idle = {name: path for name, path in idle.items() if not _said(name, said)}
    if not idle:
        return []
    message = f"填了而报告、评分和算式都没有用到：{'、'.join(idle)}"
    advice = "不影响生成；要写进报告的，请写在“叙述”的相应部分，或请编辑套件的人加进模板"
    return [hint("unprinted", message, advice, _place(inputs, idle))]


def _stands(inputs: Inputs, path: Path) -> bool:
    """Whether the department wrote it here, and it does not come from its units or from the forms of its projects."""
    return len(inputs.source.path(path)) == len(path)


def _place(inputs: Inputs, idle: dict[str, Path]) -> Position | None:
    return inputs.source.position(next(iter(idle.values())), key=True)


def _said(name: str, said: str) -> bool:
    """Whether one of the sentences `said` names the field, or goes through the list or the group that it stands in."""
    parts = name.split(".")
    whole = (".".join(parts[:n]) for n in range(1, len(parts) + 1))
    return name in said or any(f" in {part}" in said for part in whole)


class _Idle:
    """The fields that are of no use, or may hold some that are not; rows of a list ask for the same again."""

    def __init__(self, of_use: Collection[str]) -> None:
        self.has = lru_cache(maxsize=2048)(lambda name: not holds(of_use, name))
        self.fields = cache(self._fields)

    def _fields(self, model: type[Record], inside: str) -> tuple[_Field, ...]:
        return tuple(one for one in _may_be_empty(model, inside) if not one.single or self.has(one.name))


_idle = lru_cache(maxsize=8)(_Idle)  # a pack is asked for one department after the other


class _Field(NamedTuple):
    """A field that stands inside of others: the name in code, the key, the dotted name; whether it holds one value."""

    own: str
    key: str
    name: str
    single: bool


@cache
def _may_be_empty(model: type[Record], inside: str) -> tuple[_Field, ...]:
    """The fields of a record that stand below `inside`."""
    fields = (
        _Field(own, one.alias, f"{inside}.{one.alias}".lstrip("."), not one.records and entries(one.given) is None)
        for own, one in model.fields_by_name.items()
        if not one.required
    )
    return tuple(one for one in fields if one.name not in ALWAYS)


def _filled(record: Record, path: Path, inside: str, idle: _Idle) -> Iterator[tuple[str, Path]]:
    """Every idle field that was filled in, by its dotted name below `inside`, and its path; a list by its columns."""
    for own, key, name, _ in idle.fields(type(record), inside):
        value = getattr(record, own)
        if value is not None:
            yield from _inside(value, (*path, key), name, idle)


def _inside(value: Any, here: Path, name: str, idle: _Idle) -> Iterator[tuple[str, Path]]:
    if isinstance(value, Record):
        yield from _filled(value, here, name, idle)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(inner, (*here, key), f"{name}.{key}", idle)
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        for number, row in enumerate(value) if any(idle.fields(kind, name) for kind in {*map(type, value)}) else ():
            yield from _filled(row, (*here, number), name, idle)
    elif value not in (None, (), "") and idle.has(name):
        yield name, here
