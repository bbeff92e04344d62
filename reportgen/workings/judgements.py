"""What a person says goes before what the rule gives: marks by hand, 不适用, 否决; and the parts of composite rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.scoring.kinds import Given, Rule
from reportgen.scoring.kinds.base import DROPPED, FULL_MARKS
from reportgen.scoring.kinds.composite import BestOf, Composite, Parts
from reportgen.scoring.kinds.of_the_day import scored
from reportgen.scoring.mark import State
from reportgen.workings.desk import Desk
from reportgen.workings.spelled import NONE, exact, number
from reportgen.workings.translations import translated

_PENDING = (State.MISSING, State.JUDGE)
_NO_VETO = "无"


def judged(rule: Rule, full: Decimal, desk: Desk, given: Given, vetoes: Mapping[str, str]) -> str:
    """The cell of what an indicator or a part comes to; empty while it waits for facts or for a person."""
    answer = given.answer
    if answer.not_applicable and answer.reason:
        cell = desk.answer(given.code, "不适用", "是", answer.reason)
        return desk.step("人工认定", f'IF({cell}="是",{NONE},{NONE})', "", f"不适用，理由：{given.reason}")
    if answer.points is not None and "得分" not in rule.reads():
        _by_rule(rule, full, desk, given)
        cell = desk.answer(given.code, "得分", answer.points, answer.reason or "")
        return desk.step("人工评定的得分", cell, "分", f"理由：{given.reason}")
    made = _by_rule(rule, full, desk, given)
    return vetoed(made, desk, given, vetoes) if vetoes and (made or given.answer.vetoes) else made


def vetoed(points: str, desk: Desk, given: Given, vetoes: Mapping[str, str]) -> str:
    """`points`, or none of them where a person says that one of `vetoes` applies."""
    said = "、".join(key for key in given.answer.vetoes if key in vetoes) or _NO_VETO
    cell = desk.answer(given.code, "否决", said, "；".join(vetoes.values()))
    return desk.step("否决后的得分", f'IF({cell}="{_NO_VETO}",{points or 0},0)', "分")


def settled(points: str, full: Decimal, policy: str) -> str:
    """A formula: `points`; what does not apply, by what the framework says of that."""
    if policy == DROPPED:
        return points
    return f"IF(ISNUMBER({points}),{points},{number(full) if policy == FULL_MARKS else 0})"


def _by_rule(rule: Rule, full: Decimal, desk: Desk, given: Given) -> str:
    if isinstance(rule, Parts):
        return _of_parts(rule, full, desk, given)
    outcome = scored(rule, full, given)
    waits = outcome.state in _PENDING or any(flaw.grave for flaw in outcome.flaws)
    return "" if waits else translated(rule, full, desk, given)


def _of_parts(rule: Parts, full: Decimal, desk: Desk, given: Given) -> str:
    """The sum of the parts, or the best of them; empty while one of them is waited for."""
    found: list[tuple[str, Decimal]] = []
    for key, part in rule.parts.items():
        seen = given.of(f"{given.code}.{key}", part.name)
        desk.head(f"{seen.code} {part.name}", "", "", f"{number(part.full)}分，{part.rule.kind}")
        found.append((judged(part.rule, part.full, desk, seen, part.vetoes), part.full))
    cells = [cell for cell, _ in found if cell]
    waits = rule.score(full, given).state in _PENDING
    if waits or not cells:
        return ""
    if isinstance(rule, BestOf):
        return _best(rule, full, desk, cells)
    assert isinstance(rule, Composite)
    return _sum(found, full, desk, given.policy)


def _best(rule: BestOf, full: Decimal, desk: Desk, cells: Sequence[str]) -> str:
    best = f"MAX({','.join(cells)})"
    made = best if rule.way == "最高" else f"IF({exact(best)}={number(full)},{number(full)},0)"
    return desk.step(f"各部分取{rule.way}", f"IF(COUNT({','.join(cells)})=0,{NONE},{made})", "分")


def _sum(found: Sequence[tuple[str, Decimal]], full: Decimal, desk: Desk, policy: str) -> str:
    cells = ",".join(cell for cell, _ in found)
    if policy == DROPPED:
        worth = "+".join(f"IF(ISNUMBER({cell}),{number(own)},0)" for cell, own in found)
        made = f"SUM({cells})/({worth})*{number(full)}"
    else:
        made = "+".join(settled(cell, own, policy) for cell, own in found)
    return desk.step("各部分合计", f"IF(COUNT({cells})=0,{NONE},{made})", "分")
