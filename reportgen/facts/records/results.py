"""What the department did with the money: 项目, 重点工作, 履职, 效果指标, 信访, 满意度."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from reportgen.facts.records.notation import Notation
from reportgen.facts.records.quantity import Amount, Cases, Count, Names, Points, Ratio, Share, Text, Truth
from reportgen.facts.records.record import Record, listed, named, optional

Nature = Literal["履职类", "专项资金", "政府投资", "政府性基金"]
Completion = Literal["按期完成", "未按期", "预算收回", "全额调剂", "部分核减"]
_SIGNS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "＝": "=", "==": "="}


def _sign(value: Any) -> Any:
    """Direction signs as a keyboard has them, too."""
    return _SIGNS.get(value, value) if isinstance(value, str) else value


Direction = Annotated[Literal["≥", "≤", "="], Notation(_sign)]


class Project(Record):
    """One project, in 万元."""

    name: Text = named("名称", "项目（二级项目）名称")
    parent: Text | None = optional("一级", "所属一级项目")
    nature: Nature | None = optional("性质", "履职类、专项资金、政府投资、政府性基金")
    initial: Amount | None = optional("年初", "年初预算数")
    adjusted: Amount | None = optional("调整后", "年中调整后的全年预算数")
    spent: Amount | None = optional("支出", "全年支出")
    procured: Truth | None = optional("政府采购", "是否含政府采购")
    has_goals: Truth | None = optional("绩效目标", "是否编报绩效目标")
    evaluated: Truth | None = optional("重点评价", "是否开展重点评价")
    completion: Completion | None = optional("完成状态", "按期完成、未按期、预算收回、全额调剂、部分核减")
    reason: Text | None = optional("原因", "未按期完成、收回或核减的原因")
    area: Text | None = optional("领域", "所属履职领域；写了的，履职情况按领域列出科室、项目数、预算和支出")
    office: Text | None = optional("科室", "牵头科室")
    own_score: Points | None = optional("自评得分", "项目支出绩效自评得分，满分 100")


class ProjectCount(Record):
    """Projects counted; what is left out is counted from 项目."""

    number: Count | None = optional("总数", "当年项目个数，按二级项目数")
    on_time: Count | None = optional("按期完成", "按计划完成的项目个数")
    with_goals: Count | None = optional("绩效目标数", "编报绩效目标的项目个数")
    budget: Amount | None = optional("预算", "项目预算合计（调整后）")
    spent: Amount | None = optional("支出", "项目全年支出合计")


class KeyTask(Record):
    """One key task of the year."""

    name: Text = named("名称", "重点工作名称")
    origin: Text | None = optional("来源", "下达单位或文件")
    done: Truth | None = optional("完成", "是否按期保质完成")
    note: Text | None = optional("说明", "完成情况或未完成原因")


class KeyTaskCount(Record):
    """Key tasks counted; what is left out is counted from 重点工作."""

    number: Count | None = optional("总数", "当年重点工作项数")
    done: Count | None = optional("完成", "按期保质完成的项数")


class Duty(Record):
    """What was done in one area of duty."""

    area: Text = named("领域", "履职领域")
    office: Text | None = optional("科室", "牵头科室")
    projects: Count | None = optional("项目数", "该领域的二级项目个数")
    budget: Amount | None = optional("预算", "该领域项目的调整后预算")
    spent: Amount | None = optional("支出", "该领域项目的全年支出")
    results: Text | None = optional("成效", "主要措施与成效")


class Effect(Record):
    """One of the department's own indicators of effect; text targets are judged, numbers are computed."""

    name: Text = named("名称", "指标名称")
    code: Text | None = optional("编号", "接在上级指标编号后面，如 就业；写了的，插行、调换次序后编号不变")
    dimension: Text | None = optional("维度", "社会效益、经济效益、生态效益或可持续影响；评分规则另有维度的照规则")
    core: Truth | None = optional("核心", "是否核心指标")
    target: Text | None = optional("目标值", "年度目标值，数字或文字")
    adjusted: Text | None = optional("调整目标值", "年中经批准调整后的目标值，没有调整的留空")
    actual: Text | None = optional("实际值", "实际完成值，数字或文字")
    unit: Text | None = optional("单位", "目标值与实际值的单位")
    direction: Direction | None = optional("方向", "≥ 越高越好，≤ 越低越好，= 须相等")
    full: Points | None = optional("分值", "该指标的分值")
    period: Text | None = optional("期间", "统计期间")
    change: Ratio | None = optional("同比", "与上年同期相比的增减，如 31%")
    level: Text | None = optional("等级", "目标值是文字的，填达到、部分达到或未达到；评分规则另有等级的照规则")
    points: Points | None = optional("得分", "人工评定的得分，须写理由")
    reason: Text | None = optional("理由", "扣分、人工评定的理由")


class Petitions(Record):
    """群众信访 of the year."""

    received: Cases | None = optional("件次", "当年收到的信访件次，没有填 0")
    answered: Cases | None = optional("办结", "已办理回复的件次，含在收到的件次中")
    on_time: Cases | None = optional("按期", "在规定时限内回复的件次，含在办结的件次中")
    answered_share: Share | None = optional("办结率", "办结件次与受理件次之比；填了件次、办结的空着")
    on_time_share: Share | None = optional("按期率", "按期回复件次与受理件次之比；填了件次、按期的空着")
    channels: Names = listed("渠道", "如 热线、邮箱、网站留言")


class Satisfaction(Record):
    """公众或服务对象满意度."""

    value: Share | None = optional("值", "满意度，当年调查的")
    sample: Count | None = optional("样本数", "调查或评价的样本数")
    origin: Text | None = optional("来源", "如 服务窗口评价、问卷调查")
    period: Text | None = optional("期间", "统计期间")
