"""What the department has and how it keeps it: 采购, 资产, 人员, 制度, 公开, 楼堂馆所."""

from __future__ import annotations

from typing import Literal

from reportgen.facts.records.quantity import Amount, Area, Date, People, Pieces, Text
from reportgen.facts.records.record import Record, listed, named, optional


class Procurement(Record):
    """政府采购, in 万元."""

    initial: Amount | None = optional("年初预算", "年初批复的政府采购预算")
    planned: Amount | None = optional("计划", "调整后的全年政府采购计划金额，执行率的分母")
    actual: Amount | None = optional("实际", "全年实际采购金额，执行率的分子；三类都填时可不填")
    basis: Text | None = optional("口径", "采购金额的统计口径，如 按合同金额、按支付金额")
    goods: Amount | None = optional("货物", "其中：货物类实际采购金额")
    works: Amount | None = optional("工程", "其中：工程类实际采购金额")
    services: Amount | None = optional("服务", "其中：服务类实际采购金额")


class FixedAssets(Record):
    """固定资产; 全部 and 在用 are the amounts of the utilisation rate."""

    pieces: Pieces | None = optional("件数", "年末固定资产件数")
    original: Amount | None = optional("原值", "年末账面原值，不减折旧、摊销")
    net: Amount | None = optional("净值", "年末账面净值，原值减累计折旧、摊销")
    whole: Amount | None = optional("全部", "年末全部固定资产金额，一般按账面原值；利用率的分母")
    in_use: Amount | None = optional("在用", "在用固定资产金额，与“全部”同用原值（或同用净值）；利用率的分子")


class IntangibleAssets(Record):
    """无形资产."""

    pieces: Pieces | None = optional("件数", "年末无形资产件（套）数")
    original: Amount | None = optional("原值", "年末账面原值，不减折旧、摊销")
    net: Amount | None = optional("净值", "年末账面净值，原值减累计折旧、摊销")


class AssetChange(Record):
    """Assets of one category that came or went."""

    category: Text = named("类别", "如 办公设备")
    pieces: Pieces | None = optional("件数", "件数")
    amount: Amount | None = optional("金额", "账面原值")


class Assets(Record):
    """资产 at the end of the year, in 万元."""

    total: Amount | None = optional("总额", "年末资产账面总额")
    current: Amount | None = optional("流动资产", "年末流动资产")
    fixed: FixedAssets | None = optional("固定资产", "年末固定资产")
    under_construction: Amount | None = optional("在建工程", "年末在建工程")
    intangible: IntangibleAssets | None = optional("无形资产", "年末无形资产")
    added: tuple[AssetChange, ...] = listed("增加", "当年新增资产")
    disposed: tuple[AssetChange, ...] = listed("处置", "当年处置资产")


class StaffLine(Record):
    """People of one kind."""

    category: Text = named("类别", "如 行政、事业、雇员")
    posts: People | None = optional("编制", "核定编制数")
    people: People | None = optional("实有", "年末实有人数")


class Staff(Record):
    """人员 at the end of the year."""

    posts: People | None = optional("核定编制", "机构编制部门核定的编制数（含工勤），不是实有人数")
    on_staff: People | None = optional("在编", "年末在编在职人数，指实有人数，不是编制数；不含工勤和雇员")
    workers: People | None = optional("工勤", "年末工勤人员，没有填 0")
    employees: People | None = optional("雇员", "年末政府雇员，没有填 0")
    dispatched: People | None = optional("劳务派遣", "年末劳务派遣人员，没有填 0")
    hired: People | None = optional("直接聘用", "年末单位直接聘用的编外人员，没有填 0")
    outside: People | None = optional("编外", "年末编外人员合计；填了劳务派遣、直接聘用的空着")
    retired: People | None = optional("离退休", "年末离退休人员，没有填 0")
    lines: tuple[StaffLine, ...] = listed("明细", "按人员类别列出编制与实有")


class Regulation(Record):
    """One of the department's own rules."""

    name: Text = named("名称", "制度名称")
    category: Text | None = optional("类别", "如 财务、采购、绩效")
    state: Text | None = optional("状态", "如 执行中、修订")
    issued: Text | None = optional("年月", "印发年月，如 2021年3月")


class Disclosure(Record):
    """How the budget or the final accounts were made public."""

    date: Date | None = optional("日期", "公开日期")
    channel: Text | None = optional("渠道", "公开渠道，如 政府在线网站")
    compliance: Literal["按规定公开", "公开有瑕疵", "未公开", "涉密免公开"] | None = optional(
        "合规程度", "按规定公开：内容、时限、范围都符合；公开有瑕疵：有一项不符合"
    )


class Disclosures(Record):
    """公开 of this year's budget and last year's final accounts."""

    budget: Disclosure | None = optional("预算", "部门预算；指评价年度的部门预算")
    final: Disclosure | None = optional("决算", "上年部门决算；指上一年度的部门决算，在评价年度公开的那一份")


class Premises(Record):
    """楼堂馆所, in square metres."""

    approved: Area | None = optional("批准面积", "批准的建设或使用面积")
    actual: Area | None = optional("实际面积", "实际面积")
