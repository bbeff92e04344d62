"""The forms as they are printed and kept in 评价结果.json: every number there, the points with how they came about."""

from __future__ import annotations

from decimal import Decimal

from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.scoring.formula import Figure
from reportgen.scoring.formula.numbers import EXACT


class SheetMoney(Record):
    """A row of the money: the total, or one source of it."""

    name: str = named("名称", "年度资金总额，或其中一项来源")
    initial: Number | None = optional("年初", "年初预算数", unit="万元")
    budget: Number | None = optional("全年预算", "全年预算数", unit="万元")
    spent: Number | None = optional("执行", "全年执行数", unit="万元")
    rate: Number | None = optional("执行率", "执行 ÷ 全年预算", unit="%")


class SheetLine(Record):
    """A row of the indicators with its points."""

    first: str = named("一级", "一级指标")
    second: str = named("二级", "二级指标")
    name: str = named("三级", "三级指标")
    target: str | None = optional("目标值", "年度指标值，带符号和单位")
    actual: str | None = optional("实际值", "实际完成值，带单位")
    rate: Number | None = optional("完成率", "实际值与目标值之比，越低越好的相反；文字的没有", unit="%")
    full: Number = named("分值", "分值", unit="分")
    points: Number | None = optional("得分", "得分", unit="分")
    manual: Truth = named("人工评分", "得分是否由人评定，而不是按规则", default=False)
    reason: str | None = optional("理由", "人工评定或没有得满分的理由")
    told: str = named("得分说明", "得分怎样来的，数字已代入")
    deviation: str | None = optional("偏差原因", "偏差原因分析及改进措施")
    at: str | None = optional("位置", "写在哪个文件的哪一行")


class ProjectSheet(Record):
    """One project's 自评表 with its points."""

    name: str = named("项目名称", "项目名称")
    authority: str = named("主管部门", "主管部门")
    unit: str | None = optional("实施单位", "实施单位或科室")
    number: int = named("附件号", "作为报告的第几个附件", default=0)
    money: tuple[SheetMoney, ...] = listed("资金", "年度资金总额和各项来源，逐行")
    budget: Number | None = optional("全年预算", "全年预算数", unit="万元")
    spent: Number | None = optional("执行", "全年执行数", unit="万元")
    rate: Number | None = optional("执行率", "执行 ÷ 全年预算", unit="%")
    figure: Figure = named("执行率算式", "执行率的算式、代入的数和各数所在的行")
    execution_full: Number = named("预算执行分值", "预算执行率的分值", unit="分")
    execution: Number | None = optional("预算执行得分", "预算执行率的得分；不计分的没有", unit="分")
    execution_told: str = named("预算执行说明", "预算执行得分怎样来的")
    expected: str | None = optional("预期目标", "年度总体目标：预期目标")
    actual: str | None = optional("实际完成情况", "年度总体目标：实际完成情况")
    lines: tuple[SheetLine, ...] = listed("指标", "绩效指标，逐行")
    full: Number = named("满分", "各项分值之和", unit="分")
    total: Number | None = optional("总分", "总分，资料未齐的没有", unit="分")
    grade: str | None = optional("等级", "等级，资料未齐的没有")
    unmet: tuple[str, ...] = listed("未达标指标", "没有得满分的三级指标，逐项")


class ProjectSheets(Record):
    """All forms of a department, and what the table of them needs."""

    title: str = named("名称", "每张表的名称", default="")
    summary: str = named("汇总表名", "汇总表的名称", default="")
    number: int = named("汇总附件号", "汇总表是报告的第几个附件", default=0)
    sheets: tuple[ProjectSheet, ...] = listed("表", "各项目的自评表，逐张")
    budget: Number | None = optional("全年预算", "各项目全年预算数之和", unit="万元")
    spent: Number | None = optional("执行", "各项目全年执行数之和", unit="万元")
    rate: Number | None = optional("执行率", "各项目执行之和 ÷ 全年预算之和", unit="%")
    mean: Number | None = optional("平均分", "各项目总分的平均数", unit="分")
    apart: Truth = named("分开", "各表是否另存为文件，不放在报告里", default=False)


def share(spent: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """执行 ÷ 全年预算; None where one is not known, or there is no budget."""
    return EXACT.divide(spent, budget) if spent is not None and budget else None
