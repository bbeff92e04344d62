"""A plan carried out on the text of 整改.yaml, and proof that the new text says what the plan means."""

from __future__ import annotations

from functools import partial
from typing import Any

import yaml

from reportgen.diagnostics import Position, Refused, error, errors
from reportgen.facts.source import loose, parse
from reportgen.findings.draft.changes import Change, changes, items, tidied
from reportgen.findings.draft.memory import Memory, Remembered
from reportgen.findings.draft.plan import Plan
from reportgen.findings.rectification import ACTIVE, FILE, GONE
from reportgen.layout import sections
from reportgen.layout.emit import as_data
from reportgen.values import Frozen

HEADER = """\
# 问题与整改：每处扣分一个条目，按“编号”对应评分表。由 reportgen draft 写成和更新，文字都可以改：
# 没有改过的文字随数字更新；改过的保留，数字变了会标“过期”，核对后删去“过期”即可；不再扣分的条目移到“已消除”。
# 几个指标同因的，把编号并到一个条目，删去另一个；没有编号的条目是不扣分的问题。{{ }} 里的数字随资料变化。
# “扣分”“所据数字”由工具填写。措施下可以写“状态”（未开始、整改中、已完成、长期坚持）和“完成情况”，列入整改台账。
"""
GONE_HEADING = "已不再扣分的条目，原样保留；再次扣分时自动移回“问题”。"


class Counts(Frozen):
    """How many entries were written, changed, moved away and back."""

    new: int
    changed: int
    gone: int
    returned: int


class Applied(Frozen):
    """The new text of 整改.yaml, what the tool remembers of it, and what was done."""

    text: str
    memory: Memory
    counts: Counts


def apply(plan: Plan, text: str) -> Applied:
    """`plan` on `text`; raises Refused where the file is laid out in a way that cannot be changed safely."""
    data: dict[str, Any] = loose(plan.source.data) or {}
    text = "\n".join(row.rstrip() if row.endswith("\t") else row for row in text.split("\n"))  # as the parser reads
    try:
        changed, text = _edit(plan, text, data)
        text = _move(plan, text, data)
        text = _write_new(plan, text, data)
    except (yaml.YAMLError, AttributeError, LookupError, TypeError, StopIteration, AssertionError) as failure:
        raise _beyond(plan) from failure
    if data and not text.endswith("\n"):
        text += "\n"
    source, found = parse(text, FILE)
    if (source and errors(found)) or _plain(source.data if source else None) != _plain(data):
        raise _beyond(plan)
    counts = Counts(
        new=sum(p.place is None for p in plan.entries),
        changed=changed,
        gone=sum(p.moved and p.section == GONE for p in plan.entries),
        returned=sum(p.moved and p.section == ACTIVE for p in plan.entries),
    )
    return Applied(text, Memory(entries=tuple(_remembered(plan)), absorbed=dict(plan.absorbed)), counts)


def _edit(plan: Plan, text: str, data: dict[str, Any]) -> tuple[int, str]:
    """The entries of the file changed in place, from the last to the first."""
    done = 0
    for planned in reversed(plan.entries):
        if planned.place is None or planned.today is None:
            continue
        section, index = planned.place
        entry = data[section][index]
        needed = changes(planned, planned.today, entry)
        if not needed and tidied(text) == text:
            continue
        edited = sections.edit(text, section, index, partial(_changed, needed))
        for change in needed:
            change.data(entry)
        done += edited != text
        text = edited
    return done, text


def _changed(needed: list[Change], chunk: str) -> str:
    for change in needed:
        chunk = change.text(chunk)
    return tidied(chunk)


def _move(plan: Plan, text: str, data: dict[str, Any]) -> str:
    """Entries that go and entries that return: all are cut out first, then appended in their order."""
    moving = [p for p in plan.entries if p.moved and p.place]
    cuts: dict[tuple[str, int], tuple[list[str], Any]] = {}
    for section, index in sorted((p.place for p in moving if p.place), reverse=True):
        text, block = sections.cut(text, section, index)
        cuts[section, index] = block, data[section].pop(index)
    for planned in moving:
        if planned.place:
            block, entry = cuts[planned.place]
            text = _append(text, planned.section, block, data, entry)
    return text


def _write_new(plan: Plan, text: str, data: dict[str, Any]) -> str:
    new = [(p, p.today) for p in plan.entries if p.place is None and p.today]
    if not text.strip() and new:
        text = HEADER
    for planned, today in new:
        fields = items(planned, today)
        text = _append(text, planned.section, sections.entry(fields), data, as_data(fields))
    return text


def _append(text: str, section: str, block: list[str], data: dict[str, Any], entry: Any) -> str:
    data[section] = [*(data.get(section) or []), entry]
    return sections.append(text, section, block, GONE_HEADING if section == GONE else "")


def _remembered(plan: Plan) -> list[Remembered]:
    """What is remembered, in the order in which the entries now stand."""
    stayed = [p for p in plan.entries if not p.moved and p.place]
    ordered = [*stayed, *(p for p in plan.entries if p.moved), *(p for p in plan.entries if p.place is None)]
    ordered.sort(key=lambda p: p.section == GONE)
    return [p.remembered for p in ordered if p.remembered is not None]


def _plain(data: Any) -> Any:
    """`data` with empty lists and mappings as nothing, as an empty key reads."""
    match data:
        case dict():
            return {key: _plain(value) for key, value in data.items()} or None
        case list():
            return [_plain(value) for value in data] or None
    return data


def _beyond(plan: Plan) -> Refused:
    message = f"{FILE} 的写法太特殊，无法在不影响您所写内容的情况下更新，未作任何改动"
    advice = "请改为每行一个“字段: 值”、列表每行一项，去掉“?”“...”“|+”等少见的写法，再运行一次"
    return Refused([error("layout", message, advice, Position(plan.source.file or FILE))])
