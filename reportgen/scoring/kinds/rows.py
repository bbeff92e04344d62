"""个性化指标 and 汇总: points over the rows of a list the department gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from reportgen.chinese import measured, number, percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import did_you_mean
from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Tick
from reportgen.facts.records.quantity import Number, Positive, Share, Text
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import SHORT, TOO_HIGH, TOO_LOW, Given, Rule, bound, clamp
from reportgen.scoring.mark import Flaw, Gap, Outcome
from reportgen.scoring.shares import marks, shared
from reportgen.values import replace

ZERO, ONE = Decimal(0), Decimal(1)
_TICKED = {Tick.YES: ONE, Tick.PARTLY: Decimal("0.5"), Tick.NO: ZERO}


class Unusual(Record):
    """异常: a completion below or above these is zeroed or merely capped."""

    below: Number | None = optional("低于", "完成率低于这个数的算异常")
    above: Number | None = optional("高于", "完成率高于这个数的算异常")
    treatment: Literal["零分", "封顶", "按比例"] = named(
        "处理", "异常的各项得零分、以满分为限，或只得应得分的一部分", default="零分"
    )
    share: Share | None = optional("比例", "处理是按比例的，得应得分的百分之几，如 50%")

    def check(self) -> None:
        if (self.treatment == "按比例") != (self.share is not None):
            raise Wrong("：“处理: 按比例”的要写“比例”，别的不写", at="处理")

    def holds(self, done: Decimal) -> bool:
        """Whether a completion is below or above what is usual."""
        return (self.below is not None and done < self.below) or (self.above is not None and done > self.above)

    @property
    def kept(self) -> Decimal:
        """The part of what it earned that an unusual row keeps."""
        return {"零分": ZERO, "封顶": ONE}.get(self.treatment, self.share or ZERO)


class OwnIndicators(Rule):
    """个性化指标: the department's own list; each row min(1, actual ÷ target), or the inverse, of its 分值."""

    takes: ClassVar[frozenset[str]] = frozenset({"要点"})

    kind: Literal["个性化指标"] = named("类型", "固定写“个性化指标”", default="个性化指标")
    rows: Text = named("列表", "逐项评分的列表", default="效果指标")
    dimensions: tuple[Text, ...] = listed("维度", "只评这几个维度的各行，不写的全评")
    unusual: Unusual | None = optional("异常", "完成率过低、过高的怎样计")

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield self.rows, ("名称", "目标值", "实际值")

    def score(self, full: Decimal, given: Given) -> Outcome:
        rows = self._taken(given)
        if not rows:
            return given.lacking(given.value(self.rows))
        names = [str(row.get("名称")) for row in rows]
        if unknown := [key for key in given.answer.ticks if key not in names]:
            return given.flaw("要点", f"没有自设指标“{unknown[0]}”", did_you_mean(unknown[0], names))
        shares = [(row, self._share(row, given.answer.ticks)) for row in rows]
        if open_rows := [str(row.get("名称")) for row, share in shares if share is None]:
            return given.judge(f"要点（{'；'.join(open_rows)}：是、部分、否），这几项没有可比较的目标值和实际值")
        worth = self._worth(rows, full)
        lost = [(row, w - marks((share or ZERO) * w), w) for (row, share), w in zip(shares, worth, strict=True)]
        gaps = [self._gap(row, points, w) for row, points, w in lost]
        met = sum(points == 0 for _, points, _ in lost)
        said = f"{len(rows)}项指标中{met}项达到目标值"
        made = self.scored(full - sum((points for _, points, _ in lost), ZERO), said, gaps)
        return replace(made, flaws=tuple(self._idle(rows, given)))

    def _idle(self, rows: Sequence[Mapping[str, Any]], given: Given) -> Iterator[Flaw]:
        """Ticks for rows that numbers decide."""
        for name in (str(row.get("名称")) for row in rows if completion(row) is not None):
            if name in given.answer.ticks:
                message = f"“{given.name}”的“{name}”有目标值和实际值，按数计分，填写的要点不起作用"
                hint = f"请删去这一条；数不能说明问题的，把目标值写成文字，或在 自评.{given.code} 下填写 得分 和 理由"
                yield Flaw(given.code, "要点", message, hint, grave=False)

    def _taken(self, given: Given) -> Sequence[Mapping[str, Any]]:
        """The rows that this rule scores: all of the list, or those of its 维度."""
        rows = given.lists.get(self.rows) or ()
        return rows if not self.dimensions else [row for row in rows if row.get("维度") in self.dimensions]

    def _worth(self, rows: Any, full: Decimal) -> list[Decimal]:
        """The points of each row in cents that add up to `full`: its own 分值 brought to it, or equal shares."""
        own = [row.get("分值") for row in rows]
        total = ZERO if None in own else sum(own, ZERO)
        if not total:
            return shared([EXACT.divide(full, Decimal(len(own)))] * len(own), full)
        return shared([EXACT.divide(w * full, total) for w in own], full)

    def _share(self, row: Mapping[str, Any], ticks: Mapping[str, Tick]) -> Decimal | None:
        """The part of its points that a row earns; for a target in words, what a person ticked."""
        done = completion(row)
        if done is None:
            return _TICKED.get(ticks.get(str(row.get("名称")), Tick.NOT_APPLICABLE))
        kept = self.unusual.kept if self.unusual and self.unusual.holds(done) else ONE
        return clamp(done, ZERO, ONE) * kept

    def _is_cut(self, done: Decimal) -> bool:
        """Whether a completion is so unusual that the row earns less for it."""
        return self.unusual is not None and self.unusual.kept < 1 and self.unusual.holds(done)

    def _rate(self, done: Decimal) -> str:
        """A completion, told from the limits of what is usual."""
        ends = (self.unusual.below, self.unusual.above) if self.unusual else ()
        return percent(measured(done, [end for end in ends if end is not None]))

    def _gap(self, row: Mapping[str, Any], lost: Decimal, worth: Decimal) -> Gap:
        sign, unit = row.get("方向") or "≥", row.get("单位") or ""
        target, actual = f"{sign}{_said(row.get('目标值'))}{unit}", _said(row.get("实际值"), unit)
        if _number(row.get("目标值")) is None:
            target = _said(row.get("目标值"))
        done = completion(row)
        cut = done is not None and self._is_cut(done)
        note = f"，完成率{self._rate(done)}，超出正常范围" if cut and done is not None else ""
        return self.gap(
            f"{row['名称']}目标值{target}，实际值{actual}{note}",
            lost,
            worth,
            standard=target,
            actual=actual,
            direction=TOO_HIGH if sign == "≤" or (done is not None and done > 1) else SHORT,
            key=str(row["名称"]),
        )

    def standard(self, full: Decimal) -> str:
        which = f"“{'”“'.join(self.dimensions)}”" if self.dimensions else ""
        text = f"{which}各项自设指标按实际值与目标值之比计分，达到目标值的得满分，合计{say_points(full)}分"
        if self.unusual:
            bounds = [f"低于{bound(self.unusual.below)}"] if self.unusual.below is not None else []
            bounds += [f"高于{bound(self.unusual.above)}"] if self.unusual.above is not None else []
            share = f"该项只得应得分的{bound(self.unusual.kept)}"
            how = {"零分": "该项不得分", "封顶": "该项以满分为限"}.get(self.unusual.treatment, share)
            text += f"；完成率{'或'.join(bounds)}的，{how}"
        return text + "。"


class Rollup(Rule):
    """汇总: the mean of a field over projects, plain or weighted by money, out of 满分."""

    kind: Literal["汇总"] = named("类型", "固定写“汇总”", default="汇总")
    rows: Text = named("列表", "取哪个列表", default="项目")
    field: Text = named("字段", "求平均的一列")
    weight: Text | None = optional("权数", "按哪一列加权，不写的不加权")
    scale: Positive = named("满分", "这一列的满分", unit="分", default=Decimal(100))

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield self.rows, (self.field, *([self.weight] if self.weight else []))

    def score(self, full: Decimal, given: Given) -> Outcome:
        rows = given.lists.get(self.rows) or ()
        wanted = [self.field, *([self.weight] if self.weight else [])]
        lacking = [f"{self.rows}.{name}" for name in wanted if not rows or any(row.get(name) is None for row in rows)]
        if lacking:
            return given.lacking(*(given.value(name) for name in lacking))
        weights = [Decimal(row[self.weight]) if self.weight else ONE for row in rows]
        if not (total := sum(weights, ZERO)):
            return given.judge(f"得分 和 理由（{self.weight}合计为零，无法加权）")
        scores = [Decimal(row[self.field]) for row in rows]
        mean = EXACT.divide(sum((s * w for s, w in zip(scores, weights, strict=True)), ZERO), total)
        points = EXACT.divide(clamp(mean, ZERO, self.scale), self.scale) * full
        how = f"按{self.weight}加权" if self.weight else "平均"
        came_to = number(measured(mean, [self.scale]), 2)
        said = f"{len(rows)}个{self._name()}{self.field}{how}为{came_to}（满分{say_points(self.scale)}）"
        target = f"满分{say_points(self.scale)}"
        return self.graded(points, full, said, standard=target, actual=came_to, direction=TOO_LOW)

    def _name(self) -> str:
        """What a sentence calls a row: 补充.民生实事 is 民生实事."""
        return self.rows.rpartition(".")[2]

    def standard(self, full: Decimal) -> str:
        how = f"加权平均值（以{self.weight}为权数）" if self.weight else "平均值"
        return f"得分＝各{self._name()}{self.field}的{how}÷{say_points(self.scale)}×{say_points(full)}分。"


def _number(value: Any) -> Decimal | None:
    if isinstance(value, Decimal | int):
        return Decimal(value)
    return quantity.parse(value) if isinstance(value, str) else None


def _said(value: Any, unit: str = "") -> str:
    """A target or an actual value as a sentence shows it; what was not given has no unit."""
    if value is None or value == "":
        return "未填"
    return f"{number(Decimal(value)) if isinstance(value, Decimal | int) else value}{unit}"


def completion(row: Mapping[str, Any]) -> Decimal | None:
    """How far a row reached its target, 1 in full; None where it has no two numbers."""
    target, actual = (_number(row.get(key)) for key in ("目标值", "实际值"))
    if target is None or actual is None:
        return None
    sign = row.get("方向")
    if sign == "=":
        return ONE if actual == target else ZERO
    over, under = (target, actual) if sign == "≤" else (actual, target)
    if under == 0:
        return ONE if over >= 0 else ZERO
    return EXACT.divide(over, under)
