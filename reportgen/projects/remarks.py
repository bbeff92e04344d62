"""What is said of a form: slips, weights that do not add up, losses without a reason, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.chinese import percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error, warning
from reportgen.facts.source import Source
from reportgen.patterns import regex
from reportgen.projects.form import Line, ProjectForm
from reportgen.projects.marking import Marked, reached
from reportgen.projects.money import Held
from reportgen.projects.rules import Rules
from reportgen.scoring.formula import Figure
from reportgen.scoring.shares import marks

ZERO = Decimal(0)
_SIGNS = regex(r"[\W_]+")


def judged(one: Marked) -> Iterator[Diagnostic]:
    """Slips in what a person answered, and points that are not those of the rule."""
    for flaw in one.outcome.flaws:
        say = error if flaw.grave else warning
        yield say("project-answer", flaw.message, flaw.hint, one.at(flaw.field))
    for own in one.outcome.overrides:
        if own.rule_points is not None and marks(own.rule_points) != own.points:
            gives = f"按规则得{say_points(marks(own.rule_points))}分，人工评{say_points(own.points)}分"
            message = f"人工得分与规则得分不一致：“{one.name}”{gives}"
            yield warning("project-override", message, f"理由：{own.reason}", one.at("得分"))


def weights(form: ProjectForm, rules: Rules, source: Source) -> Iterator[Diagnostic]:
    """Names that the pack has not, and weights that do not add up, a level at a time."""
    sums = dict.fromkeys(rules.tops, ZERO)
    for number_, line in enumerate(form.lines):
        top = rules.top(line.first)
        if top is None:
            hint = did_you_mean(line.first, list(rules.tops))
            yield error(
                "project-level", f"没有一级指标“{line.first}”", hint, source.position(("指标", number_, "一级"))
            )
            continue
        sums[top] += line.full
        seconds = rules.tops[top].seconds
        if seconds and line.second not in (*seconds, *(name.removesuffix("指标") for name in seconds)):
            message, hint = f"“{top}”下没有二级指标“{line.second}”", did_you_mean(line.second, seconds)
            yield error("project-level", message, hint, source.position(("指标", number_, "二级")))
    for name, top_ in rules.tops.items():
        if sums[name] != top_.full:
            own = [line for line in form.lines if rules.top(line.first) == name]
            told = f"（{' ＋ '.join(f'{line.name} {say_points(line.full)}' for line in own)}）" if own else "（没有列）"
            message = f"“{name}”的分值应为{say_points(top_.full)}，各三级指标合计为{say_points(sums[name])}{told}"
            yield error(
                "project-weights",
                message,
                "请改分值，使每个一级指标的合计与套件一致",
                _first(form, rules, name, source),
            )


def _first(form: ProjectForm, rules: Rules, name: str, source: Source) -> Position:
    """The weight of the first line of a 一级指标, or the list where it has none."""
    at = next((n for n, line in enumerate(form.lines) if rules.top(line.first) == name), None)
    return source.position(("指标",), key=True) if at is None else source.position(("指标", at, "分值"))


def over(figure: Figure, execution: Marked) -> Iterator[Diagnostic]:
    """More spent than there was, or spending without any budget."""
    if figure.value is not None and figure.value > 1:
        message = f"执行率为{percent(figure.value)}，超过100%（{figure.trace}）"
        yield warning("project-rate", message, "请核对全年预算数是否含年中追加和上年结转", execution.at())
    if figure.doubts and execution.points is None:
        advice = "请核对；属实的，在 资金 下填写 得分 和 理由"
        yield error("project-rate", "全年预算数为 0，却有执行数，算不出执行率", advice, execution.at())


def repeated(form: ProjectForm, source: Source) -> Iterator[Diagnostic]:
    """What was reached told in the very words of what was planned."""
    goal = form.goal
    if goal and goal.expected and goal.actual and _bare(goal.expected) == _bare(goal.actual):
        message = "年度目标的“实际”照抄了“预期”，看不出完成了什么"
        yield warning("project-goal", message, "请写实际完成的数量、质量和效果", source.position(("年度目标", "实际")))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def unexplained(line: Line, one: Marked, rules: Rules) -> Iterator[Diagnostic]:
    """Points lost, or a target passed by far, without a word about why."""
    if line.deviation or one.points is None:
        return
    if one.points < one.full:
        message = f"“{line.name}”扣{say_points(one.full - one.points)}分，没有写偏差原因及改进措施"
        yield warning("project-deviation", message, "请补填“偏差原因及改进措施”", one.at())
    done, above = reached(line), rules.explain_above
    if done is not None and above is not None and done > above and line.direction != "≤":
        message = f"“{line.name}”完成率{percent(done)}，超过{percent(above)}，没有写原因"
        yield warning("project-deviation", message, "请在“偏差原因及改进措施”里说明，如目标值定得偏低", one.at())


def lacking_money(totals: Held, source: Source) -> Iterator[Diagnostic]:
    lacking = [name for name in ("全年预算", "执行") if totals.amount(name) is None]
    if lacking:
        message = f"项目资金没有填{'、'.join(lacking)}"
        advice = "请填在 资金 下的各来源，或填 dept.yaml“项目”里的 调整后 和 支出；没有发生的填 0"
        yield error("project-lacking", message, advice, source.position(("资金",), key=True))


def lacking_goal(form: ProjectForm, source: Source) -> Iterator[Diagnostic]:
    told = {"预期": form.goal and form.goal.expected, "实际": form.goal and form.goal.actual}
    if lacking := [name for name, text in told.items() if not text]:
        at = source.position(("年度目标",), key=True)
        yield error("project-lacking", f"年度目标没有填{'、'.join(lacking)}", "请补填", at)


def lacking_of(line: Line, one: Marked, rules: Rules) -> Iterator[Diagnostic]:
    """What a line without points, or without one of its values, waits for."""
    empty = [name for name, value in (("目标值", line.target), ("实际值", line.actual)) if value is None]
    if empty:
        yield error("project-lacking", f"“{line.name}”没有填{'、'.join(empty)}", "请补填", one.at())
    elif one.points is None and not one.outcome.flaws:
        advice = f"请填写 等级（{'、'.join(rules.words.levels)}）和 得分，没有得满分的写 理由"
        yield error("project-lacking", f"“{line.name}”的目标值、实际值不都是数，须由人评定", advice, one.at())
