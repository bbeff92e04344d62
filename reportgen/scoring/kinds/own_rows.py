"""个性化指标: the department's own indicators, the rows of a list of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from reportgen.chinese import measured, percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import did_you_mean
from reportgen.facts.records.answer import Tick
from reportgen.facts.records.borrowed import Limit
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import Share, Text, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.patterns import regex
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.interval import Range
from reportgen.scoring.kinds.base import SHORT, TOO_HIGH, Given, Problem, Rule, bound
from reportgen.scoring.kinds.row_values import Attainment, attained, doubt, goal, told
from reportgen.scoring.mark import Flaw, Gap, Outcome, State
from reportgen.scoring.shares import marks, shared
from reportgen.values import replace

ZERO, ONE = Decimal(0), Decimal(1)
NAME, DIMENSION, CODE, FULL = "名称", "维度", "编号", "分值"
RATE = "完成率"
_TICKED = {Tick.YES: ONE, Tick.PARTLY: Decimal("0.5"), Tick.NO: ZERO}
LEVEL = "等级"
LEVELS = {"达到": Tick.YES, "部分达到": Tick.PARTLY, "未达到": Tick.NO}  # what a row may say of itself instead
_CODE = regex(r"[\w-]+")


class Unusual(Record):
    """异常: a completion below or above these is zeroed or merely capped."""

    below: Limit | None = optional("低于", "完成率低于这个数的算异常")
    above: Limit | None = optional("高于", "完成率高于这个数的算异常")
    treatment: Literal["零分", "封顶", "按比例"] = named(
        "处理", "异常的各项得零分、以满分为限，或只得应得分的一部分", default="零分"
    )
    share: Share | None = optional("比例", "处理是按比例的，得应得分的百分之几，如 50%")

    def check(self) -> None:
        if (self.treatment == "按比例") != (self.share is not None):
            raise Wrong("：“处理: 按比例”的要写“比例”，别的不写", at="处理")

    def holds(self, rate: Decimal) -> bool:
        """Whether a 完成率 is below or above what is usual."""
        return (self.below is not None and rate < self.below) or (self.above is not None and rate > self.above)

    @property
    def kept(self) -> Decimal:
        """The part of what it earned that an unusual row keeps."""
        return {"零分": ZERO, "封顶": ONE}.get(self.treatment, self.share or ZERO)

    def standard(self) -> str:
        """What a standard says of it: 完成率低于60%的，该项不得分."""
        bounds = [f"低于{bound(self.below)}"] if self.below is not None else []
        bounds += [f"高于{bound(self.above)}"] if self.above is not None else []
        share = f"该项只得应得分的{bound(self.kept)}"
        how = {"零分": "该项不得分", "封顶": "该项以满分为限"}.get(self.treatment, share)
        return f"完成率{'或'.join(bounds)}的，{how}"


class OwnIndicators(Rule):
    """个性化指标: the department's own list; each row min(1, actual ÷ target), or the inverse, of its 分值.

    Where that is no ratio (`row_values.attained`), and for “=”, all of it or nothing by whether the target is met.

    Each row is an indicator of its own (`scoring.own_leaves`), unless 逐行列示 says no, or the rule is that of a part.
    """

    takes: ClassVar[frozenset[str]] = frozenset({"要点"})

    kind: Literal["个性化指标"] = named("类型", "固定写“个性化指标”", default="个性化指标")
    rows: Text = named("列表", "逐项评分的列表", default="效果指标")
    dimensions: tuple[Text, ...] = listed("维度", "只评这几个维度的各行，不写的全评")
    shown: Truth = named(
        "逐行列示",
        "是：每行是评分表里的一个指标，有自己的编号、得分、说明和问题；否：只在这一个指标里合计；"
        "作组合、择优的部分和总分调整的规则的，写否",
        default=True,
    )
    scaled: Truth = named(
        "折算", "各行分值合计与指标的分值不等的，是：按比例折算；否：提示改正，改好以前不计分", default=False
    )
    target: Literal["调整后", "初始"] = named(
        "目标取", "写了“调整目标值”的行，按调整后的目标评分，还是按初始的“目标值”", default="调整后"
    )
    unusual: Unusual | None = optional("异常", "完成率过低、过高的怎样计")
    levels: Annotated[dict[str, Range], AtLeast(2)] | None = optional(
        "定性",
        "目标值是文字的行（逐行列示的）：各等级和可给的得分范围（占分值的比例），写法同“定性”；"
        "不写的，达到得满分，部分达到得一半，未达到不得分",
    )

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield self.rows, ("名称", "目标值", "实际值", *((DIMENSION,) if self.dimensions else ()))

    def taken(self, lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[tuple[int, Mapping[str, Any]]]:
        """The rows that this rule scores, each with its place in the list: all of it, or those of its 维度."""
        rows = enumerate(lists.get(self.rows) or ())
        return [(at, row) for at, row in rows if not self.dimensions or row.get(DIMENSION) in self.dimensions]

    def score(self, full: Decimal, given: Given) -> Outcome:
        rows = [row for _, row in self.taken(given.lists)]
        if not rows:
            return given.lacking(given.value(self.rows))
        if amiss := self.amiss(rows, full):
            return Outcome(State.MISSING, None, "", asked=(amiss,))
        names = [str(row.get(NAME)) for row in rows]
        if unknown := [key for key in given.answer.ticks if key not in names]:
            return given.flaw("要点", f"没有自设指标“{unknown[0]}”", did_you_mean(unknown[0], names))
        shares = [(row, self._ticked(row, given.answer.ticks)) for row in rows]
        if open_rows := [self._open(row) for row, share in shares if share is None]:
            return given.judge(f"要点（{'；'.join(open_rows)}：是、部分、否），这几项没有可比较的目标值和实际值")
        worth = self.worth(rows, full)
        lost = [(row, w - marks((share or ZERO) * w), w) for (row, share), w in zip(shares, worth, strict=True)]
        gaps = [self.missed(row, points, w) for row, points, w in lost]
        met = sum(points == 0 for _, points, _ in lost)
        said = f"{len(rows)}项指标中{met}项达到目标值"
        made = self.scored(full - sum((points for _, points, _ in lost), ZERO), said, gaps)
        goals = "；".join(f"{row[NAME]}：{self.goal(row)}" for row in rows)
        reached = "；".join(f"{row[NAME]}：{told(row.get('实际值'), row.get('单位') or '')}" for row in rows)
        return replace(made, flaws=tuple(self._idle(rows, given)), target=goals, actual=reached)

    def _idle(self, rows: Sequence[Mapping[str, Any]], given: Given) -> Iterator[Flaw]:
        """Ticks for rows that numbers decide, and points of single rows, which are summed up."""
        for name in (str(row.get(NAME)) for row in rows if self.done(row) is not None):
            if name in given.answer.ticks:
                message = f"“{given.name}”的“{name}”有目标值和实际值，按数计分，填写的要点不起作用"
                hint = f"请删去这一条；数不能说明问题的，把目标值写成文字，或在 自评.{given.code} 下填写 得分 和 理由"
                yield Flaw(given.code, "要点", message, hint, grave=False)
        for name in (str(row.get(NAME)) for row in rows if row.get("得分") not in (None, "")):
            message = f"“{given.name}”的各行合计计分，“{name}”一行的“得分”不起作用"
            hint = f"要改动得分的，请在 自评.{given.code} 下填写 得分 和 理由"
            yield Flaw(given.code, "得分", message, hint, grave=False)

    def amiss(self, rows: Sequence[Mapping[str, Any]], full: Decimal) -> str:
        """Why the rows cannot share out `full` points, and what to do; empty where they can.

        Without any 分值 all are worth the same; 分值 of their own have to add up, unless 折算 brings them to `full`.
        """
        own = self._weights(rows)
        which = f"中维度为“{'”“'.join(self.dimensions)}”的" if self.dimensions else ""
        listed_up = f"“{self.rows}”{which}各行"
        if 0 < own.count(None) < len(own):
            names = "”“".join(str(row.get(NAME)) for row in rows if row.get(FULL) is None)
            return f"“{self.rows}”的“{names}”没有填分值，请补填；各行同分的，分值都留空"
        if wrong := [row for row, weight in zip(rows, own, strict=True) if weight is not None and weight <= 0]:
            return f"“{self.rows}”的“{wrong[0].get(NAME)}”分值应大于 0，不评分的请删去这一行"
        total = sum((w for w in own if w is not None), ZERO)
        if None not in own and total != full and not self.scaled:
            parts = " ＋ ".join(say_points(w) for w in own)
            return f"{listed_up}的分值合计{say_points(total)}（{parts}），应等于{say_points(full)}，请核对分值"
        if not all(self.worth(rows, full)):
            return f"{listed_up}太多，有的不到 0.01 分，请合并几行"
        return self._miscoded(rows) if self.shown else ""

    def _miscoded(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """Why the rows cannot be told apart by their 编号; empty where they can."""
        made = codes(rows)
        for row, own in zip(rows, made, strict=True):
            if not _CODE.fullmatch(own):
                return f"“{self.rows}”的“{row[NAME]}”编号“{own}”只能用汉字、字母、数字和“-”"
            if made.count(own) > 1:
                return f"“{self.rows}”的“{row[NAME]}”编号“{own}”与另一行相同（没写的按次序编号），请改“编号”"
        return ""

    def worth(self, rows: Sequence[Mapping[str, Any]], full: Decimal) -> list[Decimal]:
        """The points of each row in cents that add up to `full`: its own 分值, brought to it where 折算 says so."""
        own = [weight for weight in self._weights(rows) if weight is not None]
        if len(own) < len(rows):
            return shared([EXACT.divide(full, Decimal(len(rows)))] * len(rows), full)
        total = sum(own, ZERO)
        return own if total == full else shared([EXACT.divide(w * full, total) for w in own], full)

    @staticmethod
    def _weights(rows: Sequence[Mapping[str, Any]]) -> list[Decimal | None]:
        """The 分值 of each row; zeros alone say no more than nothing."""
        own = [row.get(FULL) for row in rows]
        return own if any(own) else [None] * len(own)

    def done(self, row: Mapping[str, Any]) -> Attainment | None:
        """What became of the target that counts; None where that is not said in numbers of one unit."""
        return attained(row, initial=self._initial)

    def doubt(self, row: Mapping[str, Any]) -> str:
        """Why its two numbers cannot be compared; empty where they can."""
        return doubt(row, initial=self._initial)

    def goal(self, row: Mapping[str, Any]) -> str:
        """The target that counts as a sentence shows it."""
        return goal(row, initial=self._initial)

    @property
    def _initial(self) -> bool:
        return self.target == "初始"

    def _open(self, row: Mapping[str, Any]) -> str:
        why = self.doubt(row)
        return f"{row.get(NAME)}（{why}）" if why else str(row.get(NAME))

    def _ticked(self, row: Mapping[str, Any], ticks: Mapping[str, Tick]) -> Decimal | None:
        """The part of its points that a row earns; for a target in words, what a person ticked, or says in the row."""
        done = self.done(row)
        if done is None:
            said = ticks.get(str(row.get(NAME))) or LEVELS.get(str(row.get(LEVEL)))
            return _TICKED.get(said or Tick.NOT_APPLICABLE)
        return self.share(done)

    def share(self, done: Attainment) -> Decimal:
        """The part of its points that a row earns which came so far."""
        return done.share * self._kept(done)

    def is_cut(self, done: Attainment) -> bool:
        """Whether a 完成率 is so unusual that the row earns less for it."""
        return self._kept(done) < 1

    def _kept(self, done: Attainment) -> Decimal:
        unusual = self.unusual is not None and done.rate is not None and self.unusual.holds(done.rate)
        return self.unusual.kept if self.unusual and unusual else ONE

    def rate(self, done: Attainment) -> str:
        """A 完成率, told from the limits of what is usual; empty where there is none."""
        return "" if done.rate is None else percent(measured(done.rate, [*self.rates()]))

    def rates(self) -> Iterator[Decimal]:
        ends = (self.unusual.below, self.unusual.above) if self.unusual else ()
        yield from (end for end in ends if end is not None)

    def missed(self, row: Mapping[str, Any], lost: Decimal, worth: Decimal) -> Gap:
        """What a row fell short of; one that met its target and went too far beyond it, of what is usual."""
        sign, target = row.get("方向") or "≥", self.goal(row)
        actual, done = told(row.get("实际值"), row.get("单位") or ""), self.done(row)
        note = f"，完成率{self.rate(done)}，超出正常范围" if done is not None and self.is_cut(done) else ""
        beyond = bool(note and done and done.met)
        return self.gap(
            f"{row[NAME]}目标值{target}，实际值{actual}{note}",
            lost,
            worth,
            standard=self._usual() if beyond else target,
            actual=f"完成率{self.rate(done)}" if done and beyond else actual,
            direction=TOO_HIGH if sign == "≤" or (done is not None and (done.rate or ZERO) > 1) else SHORT,
            key=str(row[NAME]),
        )

    def _usual(self) -> str:
        """Up to where a completion is usual."""
        above = self.unusual.above if self.unusual else None
        return "" if above is None else f"{RATE}不高于{bound(above)}"

    def standard(self, full: Decimal) -> str:
        which = f"“{'”“'.join(self.dimensions)}”" if self.dimensions else ""
        text = f"{which}各项自设指标按实际值与目标值之比计分，达到目标值的得满分，合计{say_points(full)}分"
        if self.scaled:
            text += "，各项分值合计与此不等的按比例折算"
        return f"{text}；{self.unusual.standard()}。" if self.unusual else f"{text}。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.levels and not any(ONE in share for share in self.levels.values()):
            yield ("定性",), "定性的等级里没有一个能得满分（含 100%）"


def codes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What follows the 编号 of the indicator in that of each of its rows: the row's own, else its number from 1."""
    return [str(row.get(CODE) or number) for number, row in enumerate(rows, 1)]
