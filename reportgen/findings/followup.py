"""上年问题: which of last year's problems are solved, which recur, and by how much better or worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from reportgen import chinese
from reportgen.facts.department import Fact, called
from reportgen.facts.records.quantity import Number
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.findings.author import Measure
from reportgen.findings.finding import RECURS, Finding, is_whole
from reportgen.scoring.formula import Figures, shown
from reportgen.scoring.scorecard import Loss, Mark, Scorecard
from reportgen.values import Frozen

ZERO = Decimal(0)


class Resolution(StrEnum):
    """What has become of a problem."""

    SOLVED = "已解决"
    PARTLY = "部分解决"
    RECURRING = "仍未解决"
    UNKNOWN = "无法比较"

    @classmethod
    def _missing_(cls, value: object) -> Resolution | None:
        """Results of earlier versions called it 再次出现."""
        return cls.RECURRING if value == "再次出现" else None


class Trend(StrEnum):
    """Whether a recurring problem got better."""

    BETTER = "好转"
    SAME = "持平"
    WORSE = "加重"


class Shift(Record):
    """A figure of last year and of this year, as shown."""

    name: str = named("名称", "数的名称")
    before: str = named("上年", "上年的数，带单位")
    now: str = named("本年", "本年的数，带单位")


class PastLoss(Record):
    """One indicator that lost points last year: the points then and now (None: not comparable), and its figures."""

    code: str = named("编号", "指标编号")
    name: str = named("指标", "指标名称")
    before: Number = named("上年扣分", "上年扣的分", unit="分")
    now: Number | None = optional("本年扣分", "本年扣的分，无法比较的没有", unit="分")
    trend: Trend | None = optional("变化", "好转、持平或加重")
    figures: tuple[Shift, ...] = listed("数字", "指标所用的数，上年与本年对照，逐行")
    told: str = named("说明", "与上年的比较，一两句话")


class PastProblem(Record):
    """One problem of last year's report, with the measures that were promised."""

    title: str = named("标题", "上年问题的标题")
    outcome: Resolution = named("状态", "已解决、部分解决、仍未解决或无法比较")
    before: Number = named("上年扣分", "上年扣的分", unit="分")
    now: Number = named("本年扣分", "本年扣的分", unit="分")
    losses: tuple[PastLoss, ...] = named("失分", "问题所含的各指标失分，逐行")
    measures: tuple[Measure, ...] = listed("整改措施", "上年的整改措施，逐条")
    told: str = named("说明", "与上年的比较，一两句话")
    office: str | None = optional("部门", "由几个部门合并的，是其中哪个部门的问题；不是合并的没有")


class FollowUp(Record):
    """上年问题 as a whole; `new` are the indicators that lose points only this year."""

    year: int = named("年度", "上年评价结果的年度")
    problems: tuple[PastProblem, ...] = listed("问题", "上年的各个问题")
    solved: int = named("已解决", "上年的问题中已解决的个数", unit="个", default=0)
    partly: int = named("部分解决", "上年的问题中部分解决的个数", unit="个", default=0)
    recurring: int = named("再次出现", "上年的问题中仍未解决的个数", unit="个", default=0)
    unknown: int = named("无法比较", "上年的问题中无法比较的个数", unit="个", default=0)
    new: tuple[str, ...] = listed("新增失分指标", "上年没有失分、本年失分的指标，逐项")

    def sentences(self) -> dict[str, str]:
        """By this year's 编号, how a recurring loss compares with last year."""
        found: dict[str, str] = {}
        for loss in (x for p in self.problems for x in p.losses if x.now):
            found[loss.code] = found.get(loss.code, "") + loss.told
        return found


class Year(Frozen):
    """What one year's evaluation says of marks and figures; `office` names one of several that were merged since."""

    year: int
    card: Scorecard
    figures: Figures
    facts: Mapping[str, Fact]
    office: str = ""

    def mark(self, code: str) -> Mark | None:
        """The mark of indicator `code`."""
        return next((n.mark for n in self.card.nodes if n.code == code and n.mark), None)

    def value(self, name: str) -> tuple[Decimal, str] | None:
        """A figure or a fact that is a number, with its unit."""
        if (figure := self.figures.get(name)) is not None:
            value = self.card.measured(name, figure.value)
            return None if value is None else (value, figure.unit)
        fact = self.facts.get(name)
        if fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, Decimal | int):
            return None
        return self.card.measured(name, Decimal(fact.value)) or ZERO, fact.unit


def follow(before: Sequence[tuple[Year, Sequence[Finding]]], now: Year) -> FollowUp:
    """What has become of the problems found last year, `before`: by one department, or by those that were merged since.

    Of several only the points are compared, each by its department's name: their figures are of others.
    """
    problems = tuple(_problem(last, one, now) for last, found in before for one in found if one.losses)
    count = [p.outcome for p in problems].count
    past = {x.code for p in problems for x in p.losses}
    return FollowUp(
        year=max(last.year for last, _ in before),
        problems=problems,
        solved=count(Resolution.SOLVED),
        partly=count(Resolution.PARTLY),
        recurring=count(Resolution.RECURRING),
        unknown=count(Resolution.UNKNOWN),
        new=tuple(loss.name for loss in now.card.losses if loss.code not in past),
    )


def _problem(last: Year, finding: Finding, now: Year) -> PastProblem:
    compared = [_loss(last, loss, now) for loss in finding.losses]
    losses = tuple(loss for loss, _ in compared)
    return PastProblem(
        title=f"{last.office}：" * bool(last.office) + finding.title.removesuffix(RECURS),
        outcome=_outcome(losses),
        before=finding.points,
        now=sum((loss.now or ZERO for loss in losses), ZERO),
        losses=losses,
        measures=finding.measures,
        told="".join(followed for _, followed in compared),
        office=last.office or None,
    )


def _outcome(losses: Sequence[PastLoss]) -> Resolution:
    known = [loss for loss in losses if loss.now is not None]
    if any(loss.now for loss in known):
        return Resolution.RECURRING if all(loss.now for loss in known) else Resolution.PARTLY
    return Resolution.SOLVED if len(known) == len(losses) else Resolution.UNKNOWN


def _loss(last: Year, loss: Loss, now: Year) -> tuple[PastLoss, str]:
    """What has become of `loss`, and its sentence for where last year's problems are told."""
    code = _code(loss, now.card)
    points = None if code is None else _points(now.card, code)
    if code is None or points is None:
        why = "本年指标体系没有对应的指标" if code is None else "本年尚未评定"
        told = f"上年度{last.office}“{loss.name}”扣{chinese.points(loss.points)}分，{why}，无法比较。"
        return PastLoss(code=code or loss.code, name=loss.name, before=loss.points, told=told), told
    if last.office:
        told = _of_one_among_several(loss, points, last.office)
        return PastLoss(code=code, name=loss.name, before=loss.points, now=points, told=told), told
    figures = _figures(last, loss.code, now, code)
    trend = _trend(loss.points, points, figures, now.mark(code)) if points else None
    shifts = tuple(Shift(name=n, before=shown(*a), now=shown(*b)) for n, a, b in figures)
    moved = "".join(f"，{_moved(*figure, loss.name)}" for figure in figures[:2])
    told = _told(loss, points, moved, trend)
    past = PastLoss(code=code, name=loss.name, before=loss.points, now=points, trend=trend, figures=shifts, told=told)
    return past, _followed(loss, points, moved, trend) if trend else told


def _code(loss: Loss, card: Scorecard) -> str | None:
    """This year's 编号 of the same indicator: the same code under the same name, else the same name."""
    names = {n.code: n.name for n in card.nodes if n.mark} | {x.code: x.name for x in card.losses}
    same = [code for code, name in names.items() if name == loss.name]
    if loss.code in same or loss.code == "总分":
        return loss.code
    return same[0] if len(same) == 1 else None


def _points(card: Scorecard, code: str) -> Decimal | None:
    """The points lost through `code` this year; None while its mark is pending."""
    lost = next((loss.points for loss in card.losses if loss.code == code), None)
    return ZERO if lost is None and is_whole(card, code) else lost


_Valued = tuple[str, tuple[Decimal, str], tuple[Decimal, str]]


def _figures(last: Year, code_then: str, now: Year, code: str) -> list[_Valued]:
    """The figures that the rule used in both years."""
    then, today = last.mark(code_then), now.mark(code)
    found = []
    for name in [n for n in (today.used if today else ()) if then and n in then.used]:
        a, b = last.value(name), now.value(name)
        if a and b and a[1] == b[1]:
            found.append((name, a, b))
    return found


def _trend(before: Decimal, now: Decimal, figures: Sequence[_Valued], mark: Mark | None) -> Trend:
    """By the points, and where they are the same by the figures in the direction that the standard wants."""
    worse = now - before
    if not worse and figures and mark and mark.gaps:
        rise = figures[0][2][0] - figures[0][1][0]
        worse = rise if mark.gaps[0].direction == "偏高" else -rise if mark.gaps[0].direction else ZERO
    return Trend.BETTER if worse < 0 else Trend.WORSE if worse > 0 else Trend.SAME


def _told(loss: Loss, points: Decimal, moved: str, trend: Trend | None) -> str:
    """What is said under this year's problem."""
    before = chinese.points(loss.points)
    if trend is None:
        return f"上年度“{loss.name}”扣{before}分{moved}，本年不再扣分，问题已解决。"
    now = chinese.points(points)
    lost = f"两年都扣{now}分" if points == loss.points else f"扣分由{before}分变为{now}分"
    judged = {Trend.BETTER: "，比上年好转，但仍未解决", Trend.SAME: "", Trend.WORSE: "，比上年加重"}[trend]
    return f"上年度“{loss.name}”也扣分{moved}，{lost}{judged}。"


def _of_one_among_several(loss: Loss, points: Decimal, office: str) -> str:
    """The same of a department that was merged with others since."""
    before, now = chinese.points(loss.points), chinese.points(points)
    became = f"本年合并后仍扣{now}分" if points else "本年合并后不再扣分，问题已解决"
    return f"上年度{office}“{loss.name}”扣{before}分，{became}。"


def _followed(loss: Loss, points: Decimal, moved: str, trend: Trend) -> str:
    """What is said of the same under last year's problem, whose state stands before it."""
    judged = {Trend.BETTER: "，比上年好转", Trend.SAME: "", Trend.WORSE: "，比上年加重"}[trend]
    before, now = chinese.points(loss.points), chinese.points(points)
    return f"“{loss.name}”上年度扣{before}分，本年度仍扣{now}分{moved}{judged}。"


def _moved(name: str, before: tuple[Decimal, str], now: tuple[Decimal, str], indicator: str) -> str:
    """How a figure changed, by the name that a reader knows; unnamed where the indicator itself is meant."""
    said, was, today = called(name), shown(*before), shown(*now)
    said = "" if said in indicator else said
    if was == today:
        return f"{said}仍为{today}"
    return f"{said}由{was}{'升至' if now[0] > before[0] else '降至'}{today}"
