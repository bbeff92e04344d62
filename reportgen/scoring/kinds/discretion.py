"""酌情: a person takes points off, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.chinese import points as say_points
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import named
from reportgen.scoring.kinds.base import Given, Rule
from reportgen.scoring.mark import REASON_LACKS, Outcome


class Discretion(Rule):
    """酌情: from 0 to 分值 off; a reason is compulsory for anything above 0.

    `against` is the list of dept.yaml that the person had to look at.
    """

    takes: ClassVar[frozenset[str]] = frozenset({"扣分"})

    kind: Literal["酌情"] = named("类型", "固定写“酌情”", default="酌情")
    matter: Text = named("扣分事项", "因什么扣分，写进评分标准")
    against: Literal["效果指标"] | None = named("对照", "评分时应对照的列表", default=None)

    def wants(self) -> str:
        return f"扣分（{self.matter}的酌情扣分，没有填 0；扣分须写 理由）"

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return {"扣分": f"{self.matter}的酌情扣分，没有填 0；扣分须写 理由"}

    def score(self, full: Decimal, given: Given) -> Outcome:
        lost, reason = given.answer.deducted, given.reason
        if lost is None:
            return given.judge(self.wants())
        if lost > full:
            return given.flaw("扣分", f"扣{say_points(lost)}分，超过分值{say_points(full)}", "请核对；全扣的填分值")
        if lost and not reason:
            return given.flaw("扣分", "酌情扣分没有写理由", REASON_LACKS)
        said = f"{reason}，扣{say_points(lost)}分" if lost else "没有发现扣分事项"
        used = (self.against,) if self.against else ()
        matter = f"“{self.matter}”" if "没有" in self.matter else self.matter
        told = {"standard": f"没有{matter}的情形", "actual": reason or said}
        return self.graded(full - lost, full, said, gap=reason, used=used, **told)

    def standard(self, full: Decimal) -> str:
        return f"{self.matter}的，酌情扣分，扣完为止；没有上述情形的，得{say_points(full)}分。"
