"""项目/NN-名称.yaml as a record: one project's 自评表 as its office fills it in, after 财政部's form; money in 万元."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from reportgen.facts.records.answer import Reason
from reportgen.facts.records.notation import Within
from reportgen.facts.records.quantity import Amount, Points, Text, Year
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.records.results import Direction

Scored = Annotated[Points, Within(ge=0)]


class Money(Record):
    """Money of one source at the three moments of a year."""

    initial: Amount | None = optional("年初", "年初预算数")
    budget: Amount | None = optional("全年预算", "全年预算数（年中调整后）")
    spent: Amount | None = optional("执行", "全年执行数")

    def to_amounts(self) -> Mapping[str, Decimal | None]:
        """The amounts by their Chinese names."""
        return {"年初": self.initial, "全年预算": self.budget, "执行": self.spent}


class Funds(Record):
    """资金 by source; only the total is scored."""

    total: Money | None = optional("合计", "年度资金总额；填了各来源的可不填")
    fiscal: Money | None = optional("当年财政拨款", "其中：当年财政拨款")
    carried: Money | None = optional("上年结转", "其中：上年结转资金")
    other: Money | None = optional("其他", "其中：其他资金")
    points: Scored | None = optional("得分", "人工评定的预算执行得分，须写理由；一般不填，按规则计算")
    reason: Reason | None = optional("理由", "预算执行得分由人工评定的理由")


class Goal(Record):
    """年度目标: what was to be reached in the year, and what was."""

    expected: Text | None = optional("预期", "年度总体目标：预期目标")
    actual: Text | None = optional("实际", "年度总体目标：实际完成情况")


class FormLine(Record):
    """One 三级指标: numbers are compared, what is said in words is judged."""

    first: Text = named("一级", "一级指标，如 产出指标")
    second: Text = named("二级", "二级指标，如 数量指标")
    name: Text = named("三级", "三级指标的名称")
    target: Text | None = optional("目标值", "年度指标值，数字或文字")
    actual: Text | None = optional("实际值", "实际完成值，数字或文字")
    unit: Text | None = optional("单位", "指标值的单位")
    direction: Direction | None = optional("方向", "≥ 越高越好（不填按此），≤ 越低越好，= 须相等")
    full: Annotated[Points, Within(gt=0)] = named("分值", "该指标的分值")
    level: Text | None = optional("等级", "目标值是文字的，评定完成的等级")
    points: Scored | None = optional("得分", "目标值是文字的填写；是数的按规则计算，另评的须写理由")
    reason: Reason | None = optional("理由", "得分由人工评定，或没有得满分的理由")
    deviation: Text | None = optional("偏差原因及改进措施", "没有得满分，或超额过多的，写明原因和措施")


class ProjectForm(Record):
    """One project's form."""

    name: Text = named("项目名称", "项目名称，与 dept.yaml 的“项目”一致")
    year: Year | None = optional("年度", "评价年度，与 dept.yaml 一致")
    authority: Text | None = optional("主管部门", "不填为部门全称")
    unit: Text | None = optional("实施单位", "实施单位或科室；dept.yaml 的“项目”里写了科室的可不填")
    funds: Funds | None = optional("资金", "项目资金（万元）；dept.yaml 的“项目”里填了的可不填")
    goal: Goal | None = optional("年度目标", "年度总体目标")
    lines: tuple[FormLine, ...] = listed("指标", "绩效指标，逐行")
