"""评分表: every indicator's mark, the total, the grade, and where each point of the total went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.chinese import measured
from reportgen.diagnostics import Diagnostic
from reportgen.facts.records.quantity import Number
from reportgen.facts.records.record import Record, listed, mapped, named, optional
from reportgen.facts.source import Source
from reportgen.scoring.answers import resolve
from reportgen.scoring.framework import TOTAL, Framework
from reportgen.scoring.kinds import Given
from reportgen.scoring.mark import Gap, Mark, State
from reportgen.scoring.marking import marked, told
from reportgen.scoring.overruled import overruled
from reportgen.scoring.own_leaves import Grown, grown, whole
from reportgen.scoring.totals import Adjusted, Loss, Totals, total_up
from reportgen.values import replace

__all__ = ["Adjusted", "Gap", "Loss", "Mark", "Node", "Scorecard", "State", "score"]

ZERO = Decimal(0)


class Node(Record):
    """A row of the tree: a group with the sum of its marks, or a leaf with its mark."""

    code: str = named("编号", "指标的编号")
    name: str = named("名称", "指标的名称")
    parent: str | None = optional("上级", "上级指标的编号")
    level: int = named("级", "第几级")
    full: Number = named("分值", "指标的分值", unit="分")
    points: Number | None = optional("得分", "指标的得分，上级指标为其下各项之和", unit="分")
    description: str = named("说明", "指标说明", default="")
    mark: Mark | None = optional("评分", "末级指标的评分")
    whole: Mark | None = optional("合计评分", "下级是部门自设指标的，各行合起来的评分")

    @property
    def judged(self) -> Mark | None:
        """Its mark; of an indicator with rows of the department under it, what these come to together."""
        return self.mark or self.whole


class Scorecard(Record):
    """评分表: nodes in tree order; `total` and `grade` are None while any mark is pending (待定)."""

    framework: str = named("框架名称", "指标体系的名称")
    title: str = named("评分表名", "评分表的名称")
    nodes: tuple[Node, ...] = named("指标", "指标体系的各级指标，自上而下")
    full: Number = named("满分", "满分", unit="分")
    base: Number | None = optional("基础总分", "加分以前的总分", unit="分")
    bonus: Number = named("加分", "加分", unit="分", default=ZERO)
    total: Number | None = optional("总分", "总分；还有指标没有评定的没有", unit="分")
    grade: str | None = optional("等级", "等级；总分待定的没有")
    losses: tuple[Loss, ...] = listed("损失", "总分里失分的各指标，逐行")
    notes: tuple[str, ...] = listed("总分说明", "总分怎样由各项得分而来，逐项；就是各项得分之和的没有")
    adjusted: tuple[Adjusted, ...] = listed("调整", "各项总分调整，逐项；总分待定的没有")
    limits: dict[str, tuple[Number, ...]] = mapped("界限", "评分规则与各数比较的界限，按数的名称")

    def measured(self, name: str, value: Decimal | None) -> Decimal | None:
        """`value` of figure or fact `name`, to be printed so that it is told from what it is compared with."""
        return value and measured(value, self.limits.get(name, ()))

    @property
    def asked(self) -> tuple[str, ...]:
        """What is still to be filled in, all indicators together."""
        return tuple(f"{n.name}：{asked}" for n in self.nodes if n.mark for asked in n.mark.asked)


def score(framework: Framework, grounds: Given, source: Source) -> tuple[Scorecard, list[Diagnostic]]:
    """Every indicator of `framework` marked on `grounds`, whose answers stand under the keys of `source`.

    What a person answered wrongly is told at its place in `source`.
    """
    made = grown(framework, grounds.lists)
    resolved, found = resolve(made.framework, grounds.answers, source)
    resolved, twice = made.answered(resolved, source)
    found += twice
    given = replace(
        grounds, answers=resolved.by_code, policy=framework.not_applicable, limits=grounds.limits or framework.limits()
    )
    marks: dict[str, Mark] = {}
    for code, _ in made.framework.leaves():
        mark, outcome = marked(made.framework, code, given)
        marks[code] = replace(mark, own=True) if code in made.leaves else mark
        found += told(outcome, resolved, source)
    found += overruled(made.framework, resolved, source)
    totals = total_up(made.framework, marks, given.of(TOTAL, TOTAL))
    found += told(totals.outcome, resolved, source)
    return _card(made, marks, totals, given.limits), found


def _card(made: Grown, marks: Mapping[str, Mark], totals: Totals, limits: Mapping[str, Sequence[Decimal]]) -> Scorecard:
    framework = made.framework
    nodes = tuple(
        Node(
            code=code,
            name=indicator.name,
            parent=indicator.parent,
            level=level,
            full=indicator.full,
            points=_sum(framework, code, marks),
            description=indicator.description,
            mark=marks.get(code),
            whole=_whole(made, code, marks),
        )
        for code, indicator, level in framework.tree()
    )
    return Scorecard(
        framework=framework.name,
        title=framework.title,
        nodes=nodes,
        full=framework.full,
        base=totals.base,
        bonus=totals.bonus,
        total=totals.total,
        grade=_grade(framework, totals.total),
        losses=totals.losses,
        notes=totals.notes,
        adjusted=totals.adjusted,
        limits={name: tuple(ends) for name, ends in limits.items()},
    )


def _whole(made: Grown, code: str, marks: Mapping[str, Mark]) -> Mark | None:
    """What the rows under `code` come to together, where it has taken any."""
    if (rule := made.taking.get(code)) is None:
        return None
    own = [marks[child] for child in made.framework.children(code)]
    return whole(code, made.framework.indicators[code], rule, own)


def _sum(framework: Framework, code: str, marks: Mapping[str, Mark]) -> Decimal | None:
    """The points of a leaf, or of all leaves under a group; None while one is pending."""
    if code in marks:
        return marks[code].points
    parts = [(c, _sum(framework, c, marks)) for c in framework.children(code)]
    known = [p for _, p in parts if p is not None]
    pending = any(marks[c].pending for c, p in parts if p is None and c in marks) or (
        any(c not in marks for c, p in parts if p is None)
    )
    return None if pending else sum(known, ZERO)


def _grade(framework: Framework, total: Decimal | None) -> str | None:
    return None if total is None else next(g.name for g in framework.grades if total >= g.least)
