"""核查: what a district looks for in a finished report, and the records that figures are held against. Pack data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import Record, listed, mapped, optional
from reportgen.scoring.interval import Range


class Explained(Record):
    """应说明: a figure that, where the condition holds, wants its reason told beside one of the words.

    Without a condition it is asked for where the district's own rule takes points off for the figure.
    """

    when: Range | None = optional("条件", "数落在这个范围内才须说明；不写的，按评分规则扣不扣分定")
    words: tuple[Text, ...] = listed("关键词", "说明里应有的词，有一个即可")
    basis: Text | None = optional("依据", "要求说明的依据")


class Checking(Record):
    """The words and limits of 核查; what a pack leaves empty is not looked for."""

    required: dict[str, tuple[Text, ...]] = mapped("必备", "各节，以及没有就写不出这一节的数")
    explained: dict[str, Explained] = mapped("应说明", "落在界限外须说明原因的数")
    texts: tuple[Text, ...] = listed("应写", "叙述里只有部门自己写得出的部分，没有写的提示")
    stock: tuple[Text, ...] = listed("套话", "措施里的套话")
    praise: tuple[Text, ...] = listed("称赞", "称赞的词，扣了分的指标不应用")
    selves: tuple[Text, ...] = listed("自称", "部门的各种自称，全文应统一")
    records: dict[str, Text] = mapped("原始资料", "各数应与之核对的报表或台账")

    def limits(self) -> Iterator[tuple[str, Decimal]]:
        """What figures are compared with."""
        for name, explained in self.explained.items():
            yield from ((name, end) for end in (explained.when.ends() if explained.when else ()))
