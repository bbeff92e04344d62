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

    when: Range | None = optional("条件")
    words: tuple[Text, ...] = listed("关键词")
    basis: Text | None = optional("依据")


class Checking(Record):
    """The words and limits of 核查; what a pack leaves empty is not looked for."""

    required: dict[str, tuple[Text, ...]] = mapped("必备")  # a section, and the facts without which it is not written
    explained: dict[str, Explained] = mapped("应说明")
    stock: tuple[Text, ...] = listed("套话")
    praise: tuple[Text, ...] = listed("称赞")
    selves: tuple[Text, ...] = listed("自称")
    records: dict[str, Text] = mapped("原始资料")

    def limits(self) -> Iterator[tuple[str, Decimal]]:
        """What figures are compared with."""
        for name, explained in self.explained.items():
            yield from ((name, end) for end in (explained.when.ends() if explained.when else ()))
