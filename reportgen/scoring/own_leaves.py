"""The framework of one department: rows of its own lists as leaves under the indicators that take them.

The 编号 of a row is that of its indicator, “-” and the row's own 编号 (B31-就业), else its number among the rows taken
(B31-2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.diagnostics import Diagnostic, error
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import Path, Source
from reportgen.scoring.answers import Answers
from reportgen.scoring.framework import Framework, Indicator, own_rules
from reportgen.scoring.kinds.own_row import of_row
from reportgen.scoring.kinds.own_rows import NAME, OwnIndicators, codes
from reportgen.scoring.kinds.row_values import goal
from reportgen.scoring.mark import Ground, Mark, State
from reportgen.values import Frozen, field, replace

ZERO = Decimal(0)
Lists = Mapping[str, Sequence[Mapping[str, Any]]]
_ANSWERED = {"level": "等级", "points": "得分", "reason": "理由"}  # what a row may say of itself


class OwnLeaf(Frozen):
    """A row that is a leaf: where it stands in dept.yaml, and what it says as an answer to itself."""

    path: Path
    answer: Answer | None = None

    def together(self, answer: Answer | None) -> Answer | None:
        """What the row says of itself and the `answer` under 自评: each what the other does not say."""
        if self.answer is None or answer is None:
            return self.answer or answer
        return replace(answer, **{own: getattr(self.answer, own) for own in self.answer.given})


class Grown(Frozen):
    """A framework with rows as leaves, by code; `taking` are the rules of the indicators that took rows."""

    framework: Framework
    leaves: Mapping[str, OwnLeaf] = field(default_factory=dict)
    taking: Mapping[str, OwnIndicators] = field(default_factory=dict)

    def answered(self, resolved: Answers, source: Source) -> tuple[Answers, list[Diagnostic]]:
        """`resolved` with what rows say of themselves; what is said in both places is an error."""
        found: list[Diagnostic] = []
        by_code, rows = dict(resolved.by_code), dict(resolved.rows)
        for code, leaf in self.leaves.items():
            both = leaf.answer.given & by_code[code].given if leaf.answer and code in by_code else frozenset()
            if both:
                message = f"指标 {code} 在“{_called(leaf.path)}”和“自评”里都填了评定"
                at = source.position(("自评", resolved.keys[code]), key=True)
                found.append(error("code-twice", message, "请合并为一处", at))
            elif leaf.answer:
                by_code[code], rows[code] = leaf.together(by_code.get(code)) or leaf.answer, leaf.path
        return Answers(by_code, resolved.keys, rows), found


def grown(framework: Framework, lists: Lists) -> Grown:
    """`framework` with the rows of `lists`; an indicator whose rows cannot share out its points stays as it is."""
    indicators, leaves, taking = dict(framework.indicators), dict[str, OwnLeaf](), dict[str, OwnIndicators]()
    for code, indicator, rule in own_rules(framework):
        rows = rule.taken(lists)
        bare = [row for _, row in rows]
        if not rows or rule.amiss(bare, indicator.full):
            continue
        worth = rule.worth(bare, indicator.full)
        indicators[code] = replace(indicator, rule=None)
        taking[code] = rule
        for (at, row), full, own in zip(rows, worth, codes(bare), strict=True):
            path: Path = (*rule.rows.split("."), at)
            made = of_row(rule, row, _called(path), full)
            indicators[f"{code}-{own}"] = replace(
                indicator,
                name=str(row[NAME]),
                parent=code,
                full=full,
                description=_described(rule, row),
                rule=made,
                vetoes={},
            )
            leaves[f"{code}-{own}"] = OwnLeaf(path, _answer(row))
    return Grown(replace(framework, indicators=indicators), leaves, taking) if taking else Grown(framework)


def _called(path: Path) -> str:
    *names, at = path
    return f"{'.'.join(map(str, names))}第{int(at) + 1}项"


def _answer(row: Mapping[str, Any]) -> Answer | None:
    said = {own: row[key] for own, key in _ANSWERED.items() if row.get(key) not in (None, "")}
    return Answer(**said) if said else None


def _described(rule: OwnIndicators, row: Mapping[str, Any]) -> str:
    """What the score table says beside a row's name."""
    told = ["核心指标"] if row.get("核心") in (True, "是") else []
    told += [f"维度：{row['维度']}"] if row.get("维度") else []
    told.append(f"目标值：{goal(row, initial=rule.target == '初始')}")
    told += [f"统计期间：{row['期间']}"] if row.get("期间") else []
    return "；".join(told) + "。"


def whole(code: str, indicator: Indicator, rule: OwnIndicators, marks: Sequence[Mark]) -> Mark:
    """What indicator `code` comes to by the `marks` of its rows: their sum, and every gap of theirs."""
    known = [mark.points for mark in marks if mark.points is not None]
    state = next((s for s in (State.MISSING, State.JUDGE) if any(m.state is s for m in marks)), State.DONE)
    points = sum(known, ZERO) if state is State.DONE and len(known) == len(marks) else None
    grounds = {mark.ground for mark in marks}
    told = [f"{len(marks)}项指标中{sum(mark.lost == 0 for mark in marks)}项得满分"]
    told += [f"{mark.name}：{mark.explanation.rstrip('。')}" for mark in marks if mark.explanation]
    return Mark(
        code=code,
        name=indicator.name,
        parent=indicator.parent,
        full=indicator.full,
        points=points,
        lost=None if points is None else indicator.full - points,
        rate=None if points is None else points / indicator.full,
        state=state,
        manual=any(mark.manual for mark in marks),
        ground=grounds.pop() if len(grounds) == 1 else Ground.RULE,
        explanation="；".join(told) + "。",
        standard=replace(indicator, rule=rule).standard,
        basis=indicator.basis,
        reason="；".join(filter(None, (mark.reason for mark in marks))) or None,
        evidence=tuple(dict.fromkeys(text for mark in marks for text in mark.evidence)),
        gaps=tuple(gap for mark in marks for gap in mark.gaps),
        used=tuple(dict.fromkeys(name for mark in marks for name in mark.used)),
        asked=tuple(f"{mark.name}：{asked}" for mark in marks for asked in mark.asked),
        kind=rule.kind,
    )
