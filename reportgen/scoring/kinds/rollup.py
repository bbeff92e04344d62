"""汇总: the mean of a field over the rows of a list that the department gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from reportgen.chinese import measured, number
from reportgen.chinese import points as say_points
from reportgen.facts.records.borrowed import AboveZero, told
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import named, optional
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import TOO_LOW, Given, Rule, clamp
from reportgen.scoring.mark import Outcome

ZERO, ONE = Decimal(0), Decimal(1)


class Rollup(Rule):
    """汇总: the mean of a field over projects, plain or weighted by money, out of 满分."""

    kind: Literal["汇总"] = named("类型", "固定写“汇总”", default="汇总")
    rows: Text = named("列表", "取哪个列表", default="项目")
    field: Text = named("字段", "求平均的一列")
    weight: Text | None = optional("权数", "按哪一列加权，不写的不加权")
    scale: AboveZero = named("满分", "这一列的满分", unit="分", default=Decimal(100))

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        yield self.rows, (self.field, *([self.weight] if self.weight else []))

    def score(self, full: Decimal, given: Given) -> Outcome:
        rows = given.lists.get(self.rows) or ()
        wanted = [self.field, *([self.weight] if self.weight else [])]
        lacking = [f"{self.rows}.{name}" for name in wanted if not rows or any(row.get(name) is None for row in rows)]
        if lacking:
            return given.lacking(*(given.value(name) for name in lacking))
        weights = [Decimal(row[self.weight]) if self.weight else ONE for row in rows]
        if min(weights) < 0 or not (total := sum(weights, ZERO)):
            why = "有负数" if min(weights) < 0 else "合计为零"
            return given.judge(f"得分 和 理由（{self.weight}{why}，无法加权）")
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
        return f"得分＝各{self._name()}{self.field}的{how}÷{told(self.scale, say_points)}×{say_points(full)}分。"
