"""The figures put into the text of dept.yaml, with their 来源, every other byte of it as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Diagnostic, Position, Refused, Severity, error, errors
from reportgen.facts import department as departments
from reportgen.facts.addresses import order
from reportgen.facts.source import Source, loose, parse
from reportgen.layout import emit, filling
from reportgen.tables.plan import FigureState, Planned
from reportgen.values import replace

ORIGINS = "来源"
_NOTE = "# 来源：reportgen import 写入，各数取自哪张公开表的哪一格（值为取数时的值，万元）"


def filled(text: str, planned: Sequence[Planned], source: Source) -> str:
    """`text` with every new figure and its 来源; raises Refused where the file is written so that it cannot be done."""
    data, now = loose(source.data), text
    try:
        for one in planned:
            if one.state is FigureState.NEW:
                now = _with(now, one, data)
            if one.state is FigureState.NEW or (one.state is FigureState.SAME and not _known(data, one.taken.name)):
                now = _with_origin(now, one, data)
    except KeyError as failure:
        raise _refused(source, str(failure)) from failure
    again, _ = parse(now, source.file)
    if again is None or again.data != data:
        raise _refused(source, "") from None
    return now


def _refused(source: Source, what: str) -> Refused:
    told = f"“{source.file}”的写法太特殊{f'（{what}）' if what else ''}，无法在原处写入"
    return Refused([error("layout", told, "请照 --dry-run 列出的数手工填写", Position(source.file))])


def unsound(text: str, file: str) -> list[Diagnostic]:
    """The errors that dept.yaml has with the new figures in it."""
    return errors(departments.parse(text, file)[2])


def disagreeing(before: str, after: str, file: str) -> list[Diagnostic]:
    """What does not add up in dept.yaml with the new figures and did before; `check` will tell it again."""
    known = {one.message for one in _differences(before, file)}
    return [replace(one, severity=Severity.WARNING) for one in _differences(after, file) if one.message not in known]


def _differences(text: str, file: str) -> list[Diagnostic]:
    department, source, _ = departments.parse(text, file)
    return errors(departments.differences(department, source)) if department and source else []


def _with(text: str, one: Planned, data: dict[str, Any]) -> str:
    at, value = one.address, f"{one.taken.value:f}"
    if not at.row:
        _holder(data, at.path)[at.path[-1]] = value
        return filling.put(text, at.path, value, order)
    rows = _list(data, at.path)
    index = next((n for n, row in enumerate(rows) if row.get(at.key) == at.row), one.index)
    if index is None:
        rows.append({at.key: at.row, at.column: value})
        return filling.add_row(text, at.path, rows[-1], order)
    rows[index][at.column] = value
    return filling.put(text, (*at.path, index, at.column), value, order)


def _with_origin(text: str, one: Planned, data: dict[str, Any]) -> str:
    if one.taken.origin is None:
        return text
    row = {key: str(value) for key, value in one.taken.origin.to_data(exclude_none=True).items()}
    if ORIGINS not in data:
        text = f"{text.rstrip()}\n\n{_NOTE}\n{ORIGINS}:\n"
    data[ORIGINS] = {**(data.get(ORIGINS) or {}), one.taken.name: row}
    return filling.put(text, (ORIGINS, one.taken.name), emit.flow(row), order)


def _known(data: Mapping[str, Any], name: str) -> bool:
    return name in (data.get(ORIGINS) or {})


def _holder(data: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """The mapping that holds the key at the end of `path`, made where it is missing."""
    for key in path[:-1]:
        data[key] = inner = data.get(key) or {}
        data = inner
    return data


def _list(data: dict[str, Any], path: Sequence[str]) -> list[dict[str, Any]]:
    """The list at `path`, made where it is missing."""
    holder = _holder(data, path)
    holder[path[-1]] = rows = holder.get(path[-1]) or []
    return rows
