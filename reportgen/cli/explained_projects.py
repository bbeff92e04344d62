"""The projects' 自评表 explained: a form as a whole, its 执行率, and each of its lines, by the project's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from reportgen import chinese
from reportgen.cli.show import Out, ShownRow
from reportgen.projects.project_sheet import ProjectSheet, SheetLine
from reportgen.scoring.formula import Figure, shown


def explanations(sheets: Sequence[ProjectSheet]) -> Iterator[tuple[str, Callable[[Out], None]]]:
    """What can be asked of the forms: 项目名, 项目名.执行率, 项目名.三级指标."""
    for sheet in sheets:
        yield sheet.name, partial(_sheet, sheet)
        yield f"{sheet.name}.执行率", partial(_rate, sheet)
        yield from ((f"{sheet.name}.{line.name}", partial(_line, sheet, line)) for line in sheet.lines)


def _sheet(sheet: ProjectSheet, out: Out) -> None:
    """Every point of a form."""
    out.print(f"项目支出绩效自评表：{sheet.name}", bold=True)
    rows = [ShownRow(("预算执行率", _said(sheet.execution_full), _said(sheet.execution), sheet.execution_told))]
    rows += [ShownRow((line.name, _said(line.full), _said(line.points), line.told)) for line in sheet.lines]
    out.table(("指标", "分值", "得分", "说明"), rows)
    out.print(f"总分：{_said(sheet.total)}" + (f"　等级：{sheet.grade}" if sheet.grade else ""))


def _said(points: Decimal | None) -> str:
    return "待定" if points is None else chinese.points(points)


def _rate(sheet: ProjectSheet, out: Out) -> None:
    """执行率: the numbers, where they stand, and its points."""
    figure: Figure = sheet.figure
    out.print(figure.name, bold=True)
    out.print(f"  算式  执行率 ＝ {figure.formula}")
    out.print(f"  代入  {figure.trace}")
    for used in figure.inputs:
        out.print(f"        {used.name} ＝ {used.value}　{used.position or ''}".rstrip())
    out.print(f"  结果  {shown(figure.value, figure.unit)}")
    out.print(f"  得分  {_said(sheet.execution)}：{sheet.execution_told}")


def _line(sheet: ProjectSheet, line: SheetLine, out: Out) -> None:
    """One 三级指标: target, what was reached, the points."""
    out.print(f"{sheet.name}.{line.name}（{line.first}，分值 {chinese.points(line.full)}）", bold=True)
    told = {
        "目标值": line.target,
        "实际值": line.actual,
        "得分": _said(line.points),
        "说明": line.told,
        "理由": line.reason,
        "偏差原因": line.deviation,
        "位置": line.at,
    }
    for name, text in told.items():
        if text:
            out.print(f"  {name}  {text}")
