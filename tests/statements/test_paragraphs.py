"""Paragraphs in the manner of such reports: right ones, of which nothing is said, and wrong ones. All are made up."""

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from reportgen.statements import Ground, look
from reportgen.statements.lines import read

GROUND = Ground(year=2031, office="某市示例区文化局", selves=("我局",))

HERE = Path(__file__).parent
RIGHT = (HERE / "right_paragraphs.txt").read_text("utf-8").splitlines()
TABLES = (HERE / "right_tables.txt").read_text("utf-8").split("\n\n")
WRONG = [
    ("群众满意率由2030年的95.20%提高到91.50%。", "K110"),
    ("满意率由91.50%提高到95.20%，提高3.1个百分点。", "K111"),
    ("群众满意度为93.20%，高于年度目标值95%。", "K315"),
    ("设备完好率达到93.6%，超过95%的要求。", "K315"),
    ("审批材料由12份减到5份，减少8份。", "K206"),
    ("预算400.00万元，实际支出380.00万元，结余30.00万元。", "K206"),
    ("货物采购118.60万元、工程采购236.20万元、服务采购45.20万元，合计410.00万元。", "K201"),
    ("“三公”经费支出8.60万元，其中公务接待费11.00万元。", "K201"),
    ("培训12期，参训1,080人次，平均每期80人次。", "K108"),
    ("各季度执行率分别为72.00%、81.00%、93.00%、98.00%，平均执行率为84.00%。", "K108"),
    ("年初预算80.00万元，调整后预算100.00万元，支出90.00万元，完成年初预算的90.00%。", "K109"),
    ("甲、乙、丙三类支出分别占52.31%、8.15%、41.54%。", "K207"),
    ("2031年11月至9月开展专项检查。", "K410"),
    ("系统于2031年2月29日上线。", "K408"),
    ("编制2031—2034年发展规划，明确五年目标。", "K409"),
    ("采取以下三项措施：一是按月通报支出进度。二是约谈。", "K602"),
    ("一是按月通报。二是约谈。二是收回闲置资金。", "K905"),
    ("部门整体绩效自评得分94.50分，共扣6.50分。", "K710"),
    ("问卷填报率达到102%。", "K105"),
    ("上线“预约”“借阅”“导览”“讲座”等3个专区。", "K601"),
    ("数字产业产值152.60亿元，增长9.3%，创意产业产值98.40万元，增长4.1%。", "K502"),
    ("比赛报名32队，其中18个项目进入复赛，9个项目获奖，获奖率51%。", "K101"),
    ("汛期组织22小时值守。", "K107"),
    ("按程序收回预算的8个，“预备项目”全额调剂使用，这三个项目视同办结。", "K601"),
    ("甲类增长28.04%，乙类增长32.69%；丙类增长31.19%；丁类增长14.9%。", "K304"),
    ("全年高新技术企业产值152.63万元，增长3.9%；战略性新兴产业产值187.95亿元，增长4.8%。", "K502"),
    ("设立引导基金2支，认缴规模12.50万元。", "K502"),
]


@pytest.mark.parametrize("text", [*RIGHT, *TABLES])
def test_nothing_is_said_of_a_right_paragraph(text):
    assert [(r.code, r.quote, r.said) for r in look(read(text), GROUND)] == []


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_wrong_paragraph_is_told(text, code):
    assert code in [remark.code for remark in look(read(text), GROUND)]


def test_all_of_them_in_one_report_are_judged_as_each_alone():
    grave = [r for r in look(read("\n".join(RIGHT)), GROUND) if r.level is not Severity.HINT]
    assert [(r.code, r.quote) for r in grave if r.code not in ("K301", "K303")] == []


OPEN = "（1.5分）。（1）按时公开的，得1.5分；（2）有瑕疵的，得1分。"
KEPT = "（1）控制率＜90%的，得3分；（2）控制率≥90%的，得2分。"
STANDARDS = [
    ("预算编制合理性", 5, "1.符合职责（2分）；2.细化到项目（2分）；3.没有频繁调剂（1分）。"),
    ("预决算公开", 3, f"1.预算公开{OPEN}2.决算公开{OPEN}"),
    ("固定资产利用率", 2, "1.利用率≥90%的，得2分；2.90%＞利用率≥75%的，得1.4分；3.利用率＜75%的，得0分。"),
    ("公用经费控制率", 6, f"1.“三公”=实际/预算×100%{KEPT}2.日常{KEPT}"),
    ("重点工作完成率", 8, "全部按期完成得8分；一项没有完成扣4分，扣完为止。"),
    ("满意度", 6, "满意度≥95%的，得6分；满意度＜95%的，得0分。"),
]


def scored(changes=()):
    rows = [f"产出\t{full}\t{name}\t{full}\t{said}\t{full}" for name, full, said in STANDARDS]
    text = "\n".join(["评分表", "一级指标\t分值\t三级指标\t分值\t评分标准\t得分", *rows, "总分\t30\t\t30\t\t30"])
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return [r.code for r in look(read(text), GROUND) if r.code in ("K709", "K711")]


def test_standards_that_come_to_their_weights_are_left_alone():
    assert scored() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("得1.5分；（2）", "得1.1分；（2）"),  # the best step of an item is not what the item is worth
        ("有瑕疵的，得1分", "有瑕疵的，得2分"),
        ("得1.4分", "得2.4分"),
        ("得1.4分", "得0分"),  # nor do two steps give the same
        ("90%＞", "80%＞"),
        ("得3分；（2）", "得2.5分；（2）"),
        ("完成得8分", "完成得3分"),
        ("≥95%的，得6分", "≥95%的，得5分"),
        ("细化到项目（2分）", "细化到项目（1分）"),
        ("×100%", "×130%"),
    ],
)
def test_a_number_of_a_standard_that_went_wrong_is_told(old, new):
    assert scored([(old, new)])


def test_a_table_that_counts_otherwise_is_left_alone():
    changes = [("完成得8分", "完成得3分"), ("≥95%的，得6分", "≥95%的，得5分"), ("得3分；（2）", "得2.5分；（2）")]
    assert scored(changes) == []
