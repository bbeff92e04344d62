"""取数.yaml: which field of dept.yaml is taken from which table, row and column. Pack data, merged along the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.facts.addresses import address, addressable
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import Record, mapped, named, optional, read
from reportgen.facts.records.record import listed as listed_field
from reportgen.facts.source import Source
from reportgen.packs import pack as packs

FILE = "取数.yaml"
_MONEY = "万元"


class Way(Record):
    """One way to a figure: the table, the row or the rows that are added, the heads of the column.

    Several ways to say a label are joined by “或”, the heads of a column by “/”.
    """

    table: Text = named("表", "“表”里的一种表")
    rows: tuple[Text, ...] = listed_field("行", "行名；几行相加的列出各行，可写科目编码；不写的取合计行")
    column: Text = named("列", "列名；几层表头都要符合的用“/”连接")
    scope: Text | None = optional("口径", "与其他数不同的口径，如 一般公共预算财政拨款")

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """A single row may be written without a list."""
        single = isinstance(data, dict) and isinstance(data.get("行"), str)
        return {**data, "行": [data["行"]]} if single else data


class Takings(Record):
    """取数.yaml."""

    titles: dict[str, tuple[Text, ...]] = mapped("表", "每一种表的题名，不写年度和部门")
    same: dict[str, tuple[Text, ...]] = mapped("同义", "同一个行名或列名的其他写法")
    ways: dict[str, tuple[Way, ...]] = mapped("取数", "dept.yaml 的字段: 取数的办法，依次试")


def load(folders: Sequence[Path], more: Path | None = None) -> tuple[Takings | None, Source | None, list[Diagnostic]]:
    """取数.yaml of the pack in `folders`, merged along them, and `more` over all; None with its errors."""
    found: list[Diagnostic] = []
    source = packs.merged(FILE, folders, found)
    if more is not None:
        source = packs.laid_over(source, more, found)
    if source is None:
        return None, None, found
    takings, wrong = read(Takings, source)
    found += wrong
    if takings is not None:
        found += _wrong(takings, source)
    return takings, source, found


def look(folders: Sequence[Path]) -> list[Diagnostic]:
    """What is wrong with 取数.yaml of the pack in `folders`; nothing where it has none."""
    return load(folders)[2]


def _wrong(takings: Takings, source: Source) -> Iterator[Diagnostic]:
    """Fields that dept.yaml has not, that hold no money, and tables that are not named."""
    for name, ways in takings.ways.items():
        at, place = address(name), source.position(("取数", name), key=True)
        if at is None:
            hint = did_you_mean(name, sorted(addressable(_MONEY)))
            yield error("taking-field", f"dept.yaml 没有字段“{name}”", hint, place)
        elif at.unit != _MONEY:
            message = f"“{name}”的单位是{at.unit or '文字'}，公开表里的金额不能填在这里"
            yield error("taking-unit", message, "只能写单位为万元的字段", place)
        for number, way in enumerate(ways):
            if way.table not in takings.titles:
                where = source.position(("取数", name, number, "表"))
                hint = did_you_mean(way.table, list(takings.titles))
                yield error("taking-table", f"“表”里没有“{way.table}”", hint, where)
