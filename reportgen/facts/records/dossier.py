"""dept.yaml as one record: everything that a department gives for one year's report."""

from __future__ import annotations

from typing import Annotated, Any

from reportgen.facts.records.answer import Answer
from reportgen.facts.records.budget import Budget, Quarters, SpecialFund, ThreePublic
from reportgen.facts.records.notation import Notation
from reportgen.facts.records.origin import Origin
from reportgen.facts.records.quantity import Date, Files, Names, Text, Truth, Year
from reportgen.facts.records.record import Record, filled, listed, mapped, named, optional
from reportgen.facts.records.resources import Assets, Disclosures, Premises, Procurement, Regulation, Staff
from reportgen.facts.records.results import (
    Duty,
    Effect,
    KeyTask,
    KeyTaskCount,
    Petitions,
    Project,
    ProjectCount,
    Satisfaction,
)

Filled = Notation(filled)


class Office(Record):
    """The department: how it is called and how it calls itself."""

    name: Text = named("全称", "部门全称，如 深圳市福田区科技创新局")
    short: Text | None = optional("简称", "正文中的简称，如 区科技创新局")
    self_name: Text = named("自称", "正文中的自称，不填为“我局”", default="我局")


class Cover(Record):
    """The lines of the cover; which of them are printed is the district's matter."""

    head: Text | None = optional("单位负责人", "封面签章行，可留空")
    author: Text | None = optional("填报人", "封面填报人，可留空")
    telephone: Text | None = optional("联系电话", "封面联系电话，可留空")
    date: Date | None = optional("填报日期", "封面填报日期")


class Document(Record):
    """A document cited as a basis."""

    name: Text = named("名称", "文件名称，不加书名号")
    number: Text | None = optional("文号", "发文字号，如 财预〔2016〕143号")


class Narrative(Record):
    """叙述: the department's own text, Markdown in block scalars."""

    preface: Text | None = optional("前言", "报告前言")
    functions: Text | None = optional("主要职能", "部门主要职能")
    year_tasks: Text | None = optional("年度任务", "年度总体工作和重点工作任务")
    budgeting: Text | None = optional("预算编制", "预算编制的依据、过程和合理性")
    changes: Text | None = optional("增减原因", "预算比上年增减的原因")
    goals: Text | None = optional("绩效目标", "绩效目标的设置情况")
    compliance: Text | None = optional("财务合规", "资金支出、调整调剂、会计核算的合规情况")
    project_management: Text | None = optional("项目管理", "项目实施程序与监管")
    asset_management: Text | None = optional("资产管理", "资产配置、使用、处置的管理")
    staff_management: Text | None = optional("人员管理", "人员与编制管理")
    regulations: Text | None = optional("制度管理", "管理制度的建立与执行")
    duty_goals: Text | None = optional("履职目标", "主要履职目标")
    duties: Text | None = optional("履职情况", "主要履职情况")
    economy: Text | None = optional("经济性", "履职绩效：经济性")
    efficiency: Text | None = optional("效率性", "履职绩效：效率性")
    effect: Text | None = optional("效果性", "履职绩效：效果性，可分若干有标题的部分")
    fairness: Text | None = optional("公平性", "履职绩效：公平性")
    experience: Text | None = optional("经验做法", "主要经验做法")
    plans: Text | None = optional("后续计划", "后续工作计划")


class TaskRow(Record):
    """One row of the table of the year's key tasks."""

    goal: Text = named("工作目标", "工作目标")
    content: Text | None = optional("工作内容", "工作内容")


class Silence(Record):
    """One finding that a person lets stand: only while these words stand there, and with the reason."""

    code: Text = named("代码", "核查意见的代码，如 K201")
    where: Text = named("位置", "核查意见所说的位置，如 叙述.人员管理、资产.总额")
    quote: Text = named("原文", "核查意见所引的原文")
    reason: Text = named("理由", "为什么不改")


class Department(Record):
    """Everything a department gives for the report of one year; money in 万元."""

    pack: Text = named("套件", "所用套件，如 futian")
    year: Year = named("年度", "评价年度")
    office: Office = named("部门", "部门名称")
    cover: Cover | None = optional("封面", "封面各行")
    preface_basis: tuple[Document, ...] = listed("前言依据", "前言引用的通知等文件")
    narrative: Narrative | None = optional("叙述", "部门自己撰写的文字（Markdown，用“|”分行书写，段与段之间空一行）")
    tasks: tuple[TaskRow, ...] = listed("任务一览", "年度重点工作任务一览表")
    budget: Budget | None = optional("预算", "部门预算与执行（万元）")
    special_fund: SpecialFund | None = optional("专项资金", "专项资金（万元）")
    projects: tuple[Project, ...] = listed("项目", "项目清单（万元）")
    project_count: ProjectCount | None = optional("项目统计", "项目个数与金额；列了项目清单的可空着")
    three_public: ThreePublic | None = optional("三公", "三公经费（万元）")
    procurement: Procurement | None = optional("采购", "政府采购（万元）")
    assets: Assets | None = optional("资产", "年末资产（万元）")
    staff: Staff | None = optional("人员", "年末人员（人）")
    regulations: tuple[Regulation, ...] = listed("制度", "管理制度清单")
    disclosure: Disclosures | None = optional("公开", "预决算信息公开")
    quarters: Quarters | None = optional("季度", "分季度支出进度")
    key_tasks: tuple[KeyTask, ...] = listed("重点工作", "上级下达的重点工作")
    key_task_count: KeyTaskCount | None = optional("重点工作统计", "重点工作项数；列了重点工作的可空着")
    duties: tuple[Duty, ...] = listed("履职", "按领域列出的履职情况")
    effects: tuple[Effect, ...] = listed("效果指标", "部门个性化效果指标")
    petitions: Petitions | None = optional("信访", "群众信访办理")
    satisfaction: Satisfaction | None = optional("满意度", "公众或服务对象满意度")
    premises: Premises | None = optional("楼堂馆所", "楼堂馆所面积（平方米）")
    answers: Annotated[dict[str, Answer], Filled] = mapped("自评", "需人工判断的指标，按编号或指标名称填写")
    annexes: Names = listed("附件", "评分表以外的附件名称")
    options: Annotated[dict[str, Truth], Filled] | None = optional("选项", "报告可选部分的开关")
    extra: dict[str, Any] | None = optional("补充", "套件模板另外需要的内容，自由填写")
    silences: tuple[Silence, ...] = listed("核查", "核对过、不需要改的核查意见及理由")
    origins: Annotated[dict[str, Origin], Filled] = mapped("来源", "各数取自哪张公开表，由 import 写入，按字段名")
    units: tuple[Text, ...] = listed("所属单位", "各预算单位的 dept.yaml；没填的金额、人数、资产、项目由它们相加")
    last_results: Files = listed(
        "上年", "上年的 评价结果.json，如 ../某局-2020/评价结果.json；据上年新建的已填好，没有的空着；合并的逐个列出"
    )
