"""What the rules of the pack make of a form: the points of 预算执行率 and of each line, or those that a person gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reportgen.diagnostics import Position
from reportgen.facts.naming import Fact
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import Path, Source
from reportgen.projects import funds
from reportgen.projects.funds import Held
from reportgen.projects.project_form import FormLine, ProjectForm
from reportgen.projects.project_rules import RATE, ProjectRules
from reportgen.projects.written_form import Written
from reportgen.scoring.formula import Figure
from reportgen.scoring.kinds import Given, Rule, judge, settled
from reportgen.scoring.kinds.row_values import Attainment, attained
from reportgen.scoring.mark import Outcome
from reportgen.scoring.shares import marks
from reportgen.values import Frozen

_EXECUTION = "预算执行率"
OFFICE = "科室"  # what dept.yaml calls 实施单位 in the list of projects


class LineMarked(Frozen):
    """What a line, or 预算执行率, came to: its outcome, and the place of each of its fields."""

    name: str
    full: Decimal
    outcome: Outcome
    source: Source
    path: Path

    @property
    def points(self) -> Decimal | None:
        """The points as they are printed."""
        return None if self.outcome.points is None else marks(self.outcome.points)

    def at(self, field: str = "") -> Position:
        """Where a field of it stands, or the whole of it."""
        return self.source.position((*self.path, field) if field else self.path)


class FormMarked(Frozen):
    """A form with its 实施单位, its money and the marks of all its lines."""

    written: Written
    unit: str | None
    totals: Held
    figure: Figure  # 执行率
    spent: LineMarked  # 预算执行率
    lines: tuple[LineMarked, ...]

    @property
    def form(self) -> ProjectForm:
        """What the office wrote."""
        return self.written.form

    @property
    def source(self) -> Source:
        """Where it stands."""
        return self.written.source

    def pairs(self) -> Iterator[tuple[FormLine, LineMarked]]:
        """Each line with its mark."""
        return zip(self.form.lines, self.lines, strict=True)


def marked(written: Written, rules: ProjectRules, listed: Mapping[str, Fact]) -> FormMarked:
    """The form `written`, its money and office as they stand in dept.yaml (`listed`) where it tells none itself."""
    form, source = written.form, written.source
    totals = funds.held(form.funds, source, listed)
    figure = funds.figure(form.name, totals)
    lines = tuple(_line(line, rules, source, number) for number, line in enumerate(form.lines))
    office = listed.get(OFFICE)
    unit = form.unit or (str(office.value) if office else None)
    return FormMarked(written, unit, totals, figure, _execution(form, rules, figure, source), lines)


def _execution(form: ProjectForm, rules: ProjectRules, figure: Figure, source: Source) -> LineMarked:
    """预算执行率 by its rule, or as a person gave it."""
    own, rule = form.funds, rules.execution.rule
    answer = Answer(points=own.points, reason=own.reason) if own else Answer()
    limits = {RATE: [limit for _, limit in rule.limits()]}
    given = Given(_EXECUTION, _EXECUTION, {RATE: figure}, {}, {}, {_EXECUTION: answer}, rules.execution.nothing, limits)
    outcome = settled(judge(rule, rules.execution.full, given, {}), rules.execution.full, given)
    return LineMarked(_EXECUTION, rules.execution.full, outcome, source, ("资金",))


def _line(line: FormLine, rules: ProjectRules, source: Source, at: int) -> LineMarked:
    """A line by the rule for numbers or that for words, or as a person gave it."""
    row = _row(line)
    rule: Rule = rules.words if attained(row) is None else rules.numbers
    answer = Answer(points=line.points, reason=line.reason, level=line.level)
    given = Given(line.name, line.name, {}, {}, {rules.numbers.rows: (row,)}, {line.name: answer})
    return LineMarked(line.name, line.full, judge(rule, line.full, given, {}), source, ("指标", at))


def _row(line: FormLine) -> dict[str, Any]:
    """The line as a row of 个性化指标."""
    return {
        "名称": line.name,
        "目标值": line.target,
        "实际值": line.actual,
        "单位": line.unit,
        "方向": line.direction,
        "分值": line.full,
    }


def reached(line: FormLine) -> Attainment | None:
    """What became of a line's target; None where one of the two is said in words."""
    return attained(_row(line))
