"""What is said of a form: slips, weights that do not add up, losses without a reason, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.chinese import percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error, warning
from reportgen.patterns import regex
from reportgen.projects import funds
from reportgen.projects.line_marks import FormMarked, LineMarked, reached
from reportgen.projects.project_form import FormLine
from reportgen.projects.project_rules import ProjectRules
from reportgen.scoring.shares import marks

ZERO = Decimal(0)
_SIGNS = regex(r"[\W_]+")
_LACKING = "project-lacking"


def told(one: FormMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """What is wrong or doubtful in what was given."""
    if one.form.funds:
        yield from funds.faults(one.form.funds, one.source)
    yield from _names(one, rules)
    yield from _weights(one, rules)
    yield from _over(one)
    yield from _repeated(one)
    for mark in (one.spent, *one.lines):
        yield from _judged(mark)
    for line, mark in one.pairs():
        yield from _unexplained(line, mark, rules)


def asked(one: FormMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """What a finished report still waits for."""
    if not one.unit:
        yield error(
            _LACKING,
            "没有填实施单位",
            "请补填，或填 dept.yaml“项目”里的 科室",
            one.source.position(("实施单位",), key=True),
        )
    yield from _lacking_money(one)
    yield from _lacking_goal(one)
    yield from _unlisted(one, rules)
    for line, mark in one.pairs():
        yield from _lacking(line, mark, rules)


def _names(one: FormMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """一级指标 and 二级指标 that the pack has not."""
    for number, line in enumerate(one.form.lines):
        top, at = rules.top(line.first), ("指标", number)
        if top is None:
            hint = did_you_mean(line.first, list(rules.tops))
            yield error("project-level", f"没有一级指标“{line.first}”", hint, one.source.position((*at, "一级")))
        elif not rules.tops[top].has(line.second):
            message, hint = f"“{top}”下没有二级指标“{line.second}”", did_you_mean(line.second, rules.tops[top].seconds)
            yield error("project-level", message, hint, one.source.position((*at, "二级")))


def _weights(one: FormMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """Weights that do not add up to that of their 一级指标."""
    for name, top in rules.tops.items():
        own = {n: line for n, line in enumerate(one.form.lines) if rules.top(line.first) == name}
        whole = sum((line.full for line in own.values()), ZERO)
        if own and whole != top.full:
            parts = " ＋ ".join(f"{line.name} {say_points(line.full)}" for line in own.values())
            message = f"“{name}”的分值应为{say_points(top.full)}，各三级指标合计为{say_points(whole)}（{parts}）"
            at = one.source.position(("指标", next(iter(own)), "分值"))
            yield error("project-weights", message, "请改分值，使每个一级指标的合计与套件一致", at)


def _over(one: FormMarked) -> Iterator[Diagnostic]:
    """More spent than there was."""
    if one.figure.value is not None and one.figure.value > 1:
        message = f"执行率为{percent(one.figure.value)}，超过100%（{one.figure.trace}）"
        yield warning("project-rate", message, "请核对全年预算数是否含年中追加和上年结转", one.spent.at())


def _repeated(one: FormMarked) -> Iterator[Diagnostic]:
    """What was reached told in the very words of what was planned."""
    goal = one.form.goal
    if goal and goal.expected and goal.actual and _bare(goal.expected) == _bare(goal.actual):
        message = "年度目标的“实际”照抄了“预期”，看不出完成了什么"
        at = one.source.position(("年度目标", "实际"))
        yield warning("project-goal", message, "请写实际完成的数量、质量和效果", at)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _judged(mark: LineMarked) -> Iterator[Diagnostic]:
    """Slips in what a person answered, and points that are not those of the rule."""
    for flaw in mark.outcome.flaws:
        say = error if flaw.grave else warning
        yield say("project-answer", flaw.message, flaw.hint, mark.at(flaw.field))
    for own in mark.outcome.overrides:
        if own.rule_points is not None and marks(own.rule_points) != own.points:
            gives = f"按规则得{say_points(marks(own.rule_points))}分，人工评{say_points(own.points)}分"
            message = f"人工得分与规则得分不一致：“{mark.name}”{gives}"
            yield warning("project-override", message, f"理由：{own.reason}", mark.at("得分"))


def _unexplained(line: FormLine, mark: LineMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """Points lost, or a target passed by far, without a word about why."""
    if line.deviation or mark.points is None:
        return
    if mark.points < mark.full:
        message = f"“{line.name}”扣{say_points(mark.full - mark.points)}分，没有写偏差原因及改进措施"
        yield warning("project-deviation", message, "请补填“偏差原因及改进措施”", mark.at())
    done, above = reached(line), rules.explain_above
    rate = done.rate if done else None
    if rate is not None and above is not None and rate > above and line.direction != "≤":
        message = f"“{line.name}”完成率{percent(rate)}，超过{percent(above)}，没有写原因"
        yield warning("project-deviation", message, "请在“偏差原因及改进措施”里说明，如目标值定得偏低", mark.at())


def _lacking_money(one: FormMarked) -> Iterator[Diagnostic]:
    """Amounts that are not known, and spending without any budget that nobody has judged."""
    if lacking := [name for name in ("全年预算", "执行") if one.totals.amount(name) is None]:
        advice = "请填在 资金 下的各来源，或填 dept.yaml“项目”里的 调整后 和 支出；没有发生的填 0"
        yield error(_LACKING, f"项目资金没有填{'、'.join(lacking)}", advice, one.spent.at())
    if one.figure.doubts and one.spent.points is None:
        advice = "请核对；属实的，在 资金 下填写 得分 和 理由"
        yield error("project-rate", "全年预算数为 0，却有执行数，算不出执行率", advice, one.spent.at())


def _lacking_goal(one: FormMarked) -> Iterator[Diagnostic]:
    goal = one.form.goal
    given = {"预期": goal and goal.expected, "实际": goal and goal.actual}
    if lacking := [name for name, text in given.items() if not text]:
        at = one.source.position(("年度目标",), key=True)
        yield error(_LACKING, f"年度目标没有填{'、'.join(lacking)}", "请补填", at)


def _unlisted(one: FormMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """一级指标 of which the form has no line yet."""
    lacking = [f"{name}（{say_points(rules.tops[name].full)}分）" for name in rules.unlisted(one.form)]
    if lacking:
        at: Position = one.source.position(("指标",), key=True)
        yield error(_LACKING, f"“指标”下没有列{'、'.join(lacking)}", "请逐行补列，分值合计与此相等", at)


def _lacking(line: FormLine, mark: LineMarked, rules: ProjectRules) -> Iterator[Diagnostic]:
    """What a line without points, or without one of its values, waits for."""
    empty = [name for name, value in (("目标值", line.target), ("实际值", line.actual)) if value is None]
    if empty:
        yield error(_LACKING, f"“{line.name}”没有填{'、'.join(empty)}", "请补填", mark.at())
    elif mark.points is None and not mark.outcome.flaws:
        advice = f"请填写 等级（{'、'.join(rules.words.levels)}）和 得分，没有得满分的写 理由"
        yield error(_LACKING, f"“{line.name}”的目标值、实际值不都是数，须由人评定", advice, mark.at())
