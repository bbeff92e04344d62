"""退回清单.xlsx: how every department stands, every deviation, and what belongs to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.intake.situation import FIGURE, LEDGER, TEXT, Held, OfDepartment, Reception
from reportgen.tabular import Column, Kind, Table


def sheets(found: Reception) -> list[Table]:
    """The three sheets; those that have nothing to say are left out."""
    made = [_departments(found), _deviations(found), _strays(found)]
    return [table for table in made if table.rows or table is made[0]]


def line(one: OfDepartment) -> list[object]:
    """A department as a row of the list."""
    return [
        *(one.due.name, one.due.year, one.situation.value),
        *(_count(one, TEXT), _count(one, FIGURE), _ledgers(one), remark(one)),
    ]


def remark(one: OfDepartment) -> str:
    """What has to be said beside."""
    told = [one.copies, *(held.older for held in one.reports), *(held.trouble for held in (*one.reports, *one.ledgers))]
    return "；".join(dict.fromkeys(filter(None, told)))


def _count(one: OfDepartment, kind: str) -> int | None:
    return sum(held.count(kind) for held in one.reports) if one.reports else None


def _ledgers(one: OfDepartment) -> str:
    if not one.ledgers:
        return ""
    number = sum(held.count(LEDGER) for held in one.ledgers)
    return f"待收回 {number} 处" if number else "不能比对" if any(held.trouble for held in one.ledgers) else "已收回"


def _departments(found: Reception) -> Table:
    columns = (
        *(Column("部门", 34), Column("年度", 7, Kind.CENTRED), Column("情况", 14, Kind.CENTRED)),
        *(
            Column("文字改动", 9, Kind.COUNT),
            Column("数字等改动", 11, Kind.COUNT),
            Column("整改台账", 16, Kind.CENTRED),
        ),
        *(Column("说明", 60), Column("收到的文件", 50)),
    )
    rows = [[*line(one), "\n".join(str(held.paper.path) for held in _held(one))] for one in found.departments]
    return Table("退回清单", "收文与资料核对清单", columns, rows)


def _deviations(found: Reception) -> Table:
    columns = (
        *(Column("部门", 26), Column("文件", 30), Column("类别", 18, Kind.CENTRED), Column("处", 26)),
        *(Column("资料", 50), Column("收文", 50), Column("说明", 40)),
    )
    rows = [
        [one.due.name, held.paper.path.name, each.kind, each.place, each.data, each.paper, each.said]
        for one in found.departments
        for held in _held(one)
        for each in held.deviations
    ]
    return Table("逐处对照", "收文与资料逐处对照", columns, rows, frozen=2)


def _strays(found: Reception) -> Table:
    columns = (Column("文件", 60), Column("情况", 50), Column("怎么办", 50))
    rows = [[str(paper.path), paper.trouble, paper.advice] for paper in found.strays]
    return Table("其他文件", "没有对上部门的文件", columns, rows)


def _held(one: OfDepartment) -> Iterator[Held]:
    yield from one.reports
    yield from one.ledgers
