"""整改.yaml: what stands about the problems: causes, measures, owners, dates, and how problems are merged.

`draft` writes most of it, people edit it; both sections keep whole entries, so that nothing is ever thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Diagnostic, errors
from reportgen.facts.records.quantity import Number, Text
from reportgen.facts.records.record import Record, listed, mapped, named, optional, read
from reportgen.facts.source import Reader, Source
from reportgen.facts.source import load as load_source
from reportgen.patterns import regex

FILE = "整改.yaml"
ACTIVE, GONE = "问题", "已消除"


class Stale(Record):
    """过期: a figure that changed after a person had written about it, and which texts of the entry that concerns."""

    name: Text = named("数字")
    was: Text = named("原")
    now: Text = named("现")
    fields: Text | None = optional("文字")

    def concerns(self, label: str) -> bool:
        """Whether the text called `label` is meant; a mark that names none means all."""
        return self.fields is None or label in regex("[、，,]").split(self.fields)


class Status(StrEnum):
    """整改状态: how far a measure has come, as people report it."""

    OPEN = "未开始"
    UNDER_WAY = "整改中"
    DONE = "已完成"
    LASTING = "长期坚持"


class MeasureEntry(Record):
    """One measure as it stands.

    状态 and 完成情况 are people's alone: what has been done is never assumed, and absent means that nobody has said.
    """

    text: Text = named("措施")
    owner: Text | None = optional("责任科室")
    due: Text | None = optional("时限")
    outcome: Text | None = optional("成果")
    state: Status | None = optional("状态")
    progress: Text | None = optional("完成情况")
    note: Any = optional("备注")


class Entry(Record):
    """One problem as it stands; several 编号 merge their findings under one heading, none loses no points.

    扣分, 所据数字 and 过期 are the tool's: the points lost and the figures that the texts were written for.
    """

    codes: tuple[Text, ...] = listed("编号")
    title: Text | None = optional("标题")
    description: Text | None = optional("描述")
    cause: Text | None = optional("原因")
    owner: Text | None = optional("责任科室")
    due: Text | None = optional("时限")
    measures: tuple[MeasureEntry, ...] = listed("措施")
    points: Number | None = optional("扣分")
    figures: dict[str, Text] = mapped("所据数字")
    stale: tuple[Stale, ...] = listed("过期")
    note: Any = optional("备注")


class Rectification(Record):
    """整改.yaml as a whole: the problems, and those whose loss is gone."""

    entries: tuple[Entry, ...] = listed(ACTIVE)
    gone: tuple[Entry, ...] = listed(GONE)

    def about(self, codes: Sequence[str], nth: int = 0) -> int | None:
        """Which entry is about the problem with `codes`; of those without any, the `nth`, from 0."""
        if codes:
            return next((i for i, entry in enumerate(self.entries) if {*codes} & {*entry.codes}), None)
        without = [i for i, entry in enumerate(self.entries) if not entry.codes]
        return without[nth] if nth < len(without) else None


def load(folder: Path, by: Reader = Path.read_bytes) -> tuple[Rectification | None, Source, list[Diagnostic]]:
    """整改.yaml in `folder`; an empty one where there is none or nothing is written in it.

    It is read `by` a reader of files.
    """
    path = folder / FILE
    if not path.exists():
        return Rectification(), Source(FILE, {}, {}, {}), []
    return interpret(*load_source(path, by))


def interpret(source: Source | None, found: list[Diagnostic]) -> tuple[Rectification | None, Source, list[Diagnostic]]:
    """The same for a file that has been read; a file of comments only is an empty one."""
    if source is None:
        empty = [d.code for d in errors(found)] == ["empty"]
        return (Rectification() if empty else None), Source(FILE, {}, {}, {}), [] if empty else found
    rectification, noted = read(Rectification, source)
    return rectification, source, [*found, *noted]
