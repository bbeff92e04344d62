"""What a department filled in that nothing prints, scores or computes with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportgen.diagnostics import Diagnostic, Position, hint
from reportgen.facts.blanks.scaffold import ALWAYS
from reportgen.facts.records.record import Record
from reportgen.facts.source import Path
from reportgen.language.asked import holds
from reportgen.pipeline.asking import texts, used
from reportgen.stages.inputs import Inputs


def unprinted(inputs: Inputs, printed: frozenset[str]) -> list[Diagnostic]:
    """One 提示 that names every field filled in to no use; `printed` is what the template asks for."""
    of_use = used(inputs.pack, printed, inputs.department.options)
    no_use = cache(lambda name: not holds(of_use, name))  # rows of a list say each name again
    idle = {n: path for n, path in _filled(inputs.department, (), "") if no_use(n) and _stands(inputs, path)}
    if idle:
        said = [*texts(inputs.pack.sources["wording.yaml"].data), *texts(inputs.people_source.data)]
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


def _said(name: str, said: Sequence[str]) -> bool:
    """Whether a sentence names the field, or goes through the list or the group that it stands in."""
    parts = name.split(".")
    names = [name, *(".".join(parts[:n]) for n in range(1, len(parts)))]
    return any(f" in {part}" in text or name in text for text in said if "{" in text for part in names)


def _filled(record: Record, path: Path, inside: str) -> Iterator[tuple[str, Path]]:
    """Every field that was filled in, by its dotted name below `inside`, and its path; a list by its columns."""
    for own, alias, name in _may_be_empty(type(record), inside):
        value = getattr(record, own)
        if value is not None:
            yield from _inside(value, (*path, alias), name)


@cache
def _may_be_empty(model: type[Record], inside: str) -> tuple[tuple[str, str, str], ...]:
    """The fields of a record that stand below `inside`: the name in code, the key, the dotted name."""
    fields = ((own, field, f"{inside}.{field.alias}".lstrip(".")) for own, field in model.fields_by_name.items())
    return tuple((own, field.alias, name) for own, field, name in fields if not field.required and name not in ALWAYS)


def _inside(value: Any, here: Path, name: str) -> Iterator[tuple[str, Path]]:
    if isinstance(value, Record):
        yield from _filled(value, here, name)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(inner, (*here, key), f"{name}.{key}")
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        for number, row in enumerate(value):
            yield from _filled(row, (*here, number), name)
    elif value not in (None, (), ""):
        yield name, here
