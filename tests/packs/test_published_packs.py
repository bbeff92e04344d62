"""Packs made from published frameworks: their indicators and points are those of the source, which the pack names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sample import ROOT, TEMPLATES, evaluated, inputs, shipped

ANNEX_3 = (  # 财预〔2013〕53号; the second 管理制度健全性 bears a name of its own
    "绩效目标合理性 绩效指标明确性 在职人员控制率 “三公”经费变动率 重点支出安排率 预算完成率 预算调整率 "
    "支付进度率 结转结余率 结转结余变动率 公用经费控制率 “三公”经费控制率 政府采购执行率 管理制度健全性 "
    "资金使用合规性 预决算信息公开性 基础信息完善性 资产管理制度健全性 资产管理安全性 固定资产利用率 "
    "实际完成率 完成及时率 质量达标率 重点工作办结率 经济效益 社会效益 生态效益 社会公众或服务对象满意度"
)
DAZHOU = (  # nyj.dazhou.gov.cn/xxgk-show-16453.html, from top to bottom
    "相关性5 明确性5 合理性5 测算依据5 目标管理5 市级财力专项预算分配时限1 中央专款分配合规率1 "
    "执行中期评估2 预算执行进度监控2 绩效目标动态监控3 非税收入征收情况1 非税收入上缴情况1 "
    "资产管理信息化情况2 行政事业单位资产报告情况2 资产管理与预算管理相结合2 内部控制度健全完整2 "
    "预算公开2 决算公开2 绩效信息公开2 绩效评价开展2 评价结果应用3 部门特性指标20 "
    "重点改革（重点工作）完成情况5 科技（制度、方法、机制等）创新5 人才培养5 协作部门满意度3 "
    "管理对象满意度3 社会公众满意度4"
)


def test_the_indicators_are_those_of_the_source() -> None:
    assert [one.name for _, one in shipped("guojia-2013").framework.leaves()] == ANNEX_3.split()
    assert [f"{one.name}{one.full}" for _, one in shipped("sichuan").framework.leaves()] == DAZHOU.split()


@pytest.mark.parametrize(
    ("pack", "source"), [("guojia-2013", "财预〔2013〕53号"), ("sichuan", "nyj.dazhou.gov.cn/xxgk-show-16453.html")]
)
def test_the_pack_names_its_source_and_what_is_not_of_it(pack: str, source: str) -> None:
    told = (TEMPLATES / pack / "pack.yaml").read_text("utf-8").partition("名称:")[0]
    assert source in told and "示范" in told


@pytest.mark.parametrize(("sample", "total"), [("guojia-demo-2023", "91.38"), ("sichuan-demo-2022", "92.12")])
def test_the_samples_come_to_their_totals(sample: str, total: str) -> None:
    card = evaluated(inputs(Path(ROOT / "data" / sample / "dept.yaml"))).scorecard
    assert card.total == Decimal(total)
