"""What 取数.yaml takes from the tables: each figure with the cell that it comes from, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Position, hint, warning
from reportgen.facts.records.origin import Origin
from reportgen.facts.records.quantity import split
from reportgen.packs.takings import Takings, Way
from reportgen.tables.labels import label, unit_in
from reportgen.tables.table import AmountCell, PublishedTable
from reportgen.values import Frozen

_FEN = Decimal("0.000001")  # 万元: what no amount is divided into
_NEAR = Decimal("0.02")  # 万元: what rounding explains between two tables
_OR, _AND = "或", "/"
_UNITS = {"亿元": Decimal(10000), "亿": Decimal(10000), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}


class Taken(Frozen):
    """One figure, in 万元, for the field `name`; `value` is None where its cells are blank."""

    name: str
    value: Decimal | None
    origin: Origin | None
    table: PublishedTable
    way: Way


def take(takings: Takings, tables: Sequence[PublishedTable]) -> tuple[list[Taken], list[Diagnostic]]:
    """Every figure that stands in one of `tables`, in the order of the mapping."""
    taker = _Taker(takings, tables)
    found = [taken for name, ways in takings.ways.items() if (taken := taker.field(name, ways))]
    told = [*taker.told, *map(_nothing_in, (table for table in tables if table.empty)), *_blanks(found)]
    return [taken for taken in found if taken.value is not None], told


def _nothing_in(table: PublishedTable) -> Diagnostic:
    message = f"《{table.title}》里没有数，没有取"
    return hint("empty-table", message, "空表不等于 0；确实没有发生的，请在 dept.yaml 填 0", _at(table))


def _blanks(found: Sequence[Taken]) -> Iterator[Diagnostic]:
    """What stands in the tables without an amount, table by table."""
    blank: dict[str, list[str]] = {}
    files: dict[str, str] = {}
    for taken in found:
        if taken.value is None and "明细" not in taken.name and not taken.table.empty:
            blank.setdefault(taken.table.title, []).append(taken.name)
            files[taken.table.title] = taken.table.file
    for title, names in blank.items():
        message = f"《{title}》里{'、'.join(names)}是空的，没有取"
        yield hint("blank", message, "空的不等于 0；确实没有发生的，请在 dept.yaml 填 0", Position(files[title]))


class _Taker:
    """Takes field by field; `told` grows."""

    def __init__(self, takings: Takings, tables: Sequence[PublishedTable]) -> None:
        self.tables, self.told = tables, list[Diagnostic]()
        self.same: Mapping[str, Sequence[str]] = {label(k): [label(v) for v in vs] for k, vs in takings.same.items()}

    def field(self, name: str, ways: Sequence[Way]) -> Taken | None:
        """The figure by the first way that leads to one; a blank where none does."""
        found = [taken for way in ways for table in self._of_kind(way) if (taken := self._by(name, way, table))]
        given = [taken for taken in found if taken.value is not None]
        if not given:
            return found[0] if found else None
        first = given[0]
        alike = [taken for taken in given if taken.way.scope == first.way.scope]
        if other := next((taken for taken in alike if abs(_of(taken) - _of(first)) > _NEAR), None):
            self._differ(name, first, other)
            return first if other.way is not first.way else None
        return first

    def _differ(self, name: str, one: Taken, other: Taken) -> None:
        both = "，".join(f"{taken.origin.told() if taken.origin else ''}是 {_say(taken)}" for taken in (one, other))
        left = "按前一个取" if one.way is not other.way else "两张同名的表，没有取"
        self.told.append(warning("tables-differ", f"“{name}”：{both}；{left}", "请核对这两处", _at(one.table)))

    def _of_kind(self, way: Way) -> Iterator[PublishedTable]:
        return (table for table in self.tables if table.kind == way.table)

    def _by(self, name: str, way: Way, table: PublishedTable) -> Taken | None:
        """What `way` finds in `table`: a figure, a blank, or nothing."""
        column = [self._ways(part) for part in way.column.split(_AND)]
        found = [self._cells(row, column, table) for row in (way.rows or ("",))]
        if not found[0]:
            return None
        summed: list[tuple[AmountCell, Decimal]] = []
        for entries in found:
            amounts = [(entry, amount) for entry in entries if (amount := self._amount(entry, table)) is not None]
            if len({amount for _, amount in amounts}) > 1:
                self._many(name, [entry for entry, _ in amounts], table)
                return None
            summed += amounts[:1]
        if not summed:
            return Taken(name, None, None, table, way)
        value = sum((amount for _, amount in summed), Decimal(0))
        if value < 0:
            self.told.append(_left(table, summed[0][0], f"“{name}”是负数 {chinese.number(value)}，没有取"))
            return None
        return Taken(name, value, _origin(value, [entry for entry, _ in summed], table, way), table, way)

    def _cells(self, row: str, column: Sequence[set[str]], table: PublishedTable) -> list[AmountCell]:
        """The cells in the first row of that name that has an amount, else in the first of that name."""
        if not row:
            return table.at((), column)
        names = [name for part in row.split(_OR) for name in self._said(part)]
        found = [cells for name in names if (cells := table.at((name,), column))]
        filled = (cells for cells in found if not all(entry.cell.blank for entry in cells))
        return next(filled, found[0] if found else [])

    def _said(self, text: str) -> list[str]:
        own = label(text)
        return [own, *self.same.get(own, ())]

    def _ways(self, part: str) -> set[str]:
        return {name for text in part.split(_OR) for name in self._said(text)}

    def _amount(self, entry: AmountCell, table: PublishedTable) -> Decimal | None:
        """The amount in a cell, in 万元; what is no amount is told."""
        cell, unit = entry.cell, unit_in(entry.above.split(_AND)) or table.unit
        if cell.blank:
            return None
        number = cell.number
        if number is None and (parted := split(cell.text)) and parted[1] in _UNITS:
            number, unit = parted[0], _UNITS[str(parted[1])]
        if number is None or unit is None:
            self.told.append(_left(table, entry, f"写的是“{cell.text[:20]}”，不是金额，没有取"))
            return None
        return _plain((number * unit).quantize(_FEN))

    def _many(self, name: str, entries: Sequence[AmountCell], table: PublishedTable) -> None:
        cells = "、".join(f"{entry.cell.place} {entry.cell.text}" for entry in entries[:4])
        message = f"“{name}”在《{table.title}》里有几处不同的数（{cells}），没有取"
        self.told.append(warning("ambiguous", message, "请在 取数.yaml 里写明行和列，用 --map 指定", _at(table)))


def _left(table: PublishedTable, entry: AmountCell, message: str) -> Diagnostic:
    advice = "请核对这一格；公式出错的，改好后保存再导入"
    return warning("cell", f"《{table.title}》{entry.cell.place} {message}", advice, _at(table))


def _at(table: PublishedTable) -> Position:
    return Position(table.file, place=table.sheet)


def _of(taken: Taken) -> Decimal:
    return taken.value if taken.value is not None else Decimal(0)


def _say(taken: Taken) -> str:
    return chinese.number(taken.value)


def _plain(value: Decimal) -> Decimal:
    """`value` without zeros at its end, but with two decimals as amounts are written."""
    short = value.normalize()
    return short.quantize(Decimal("0.01")) if -int(short.as_tuple().exponent) < 2 else short


def _origin(value: Decimal, entries: Sequence[AmountCell], table: PublishedTable, way: Way) -> Origin:
    where = "" if table.sheet.startswith("第") or table.sheet == table.title else f"{table.sheet}!"
    rows = "＋".join(dict.fromkeys(entry.said for entry in entries if entry.said))
    return Origin(
        value=value,
        file=table.file,
        table=table.title,
        cell=where + "＋".join(entry.cell.place for entry in entries),
        row=rows or None,
        column=entries[0].above or None,
        scope=way.scope,
    )
