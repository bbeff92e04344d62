"""What an earlier report left behind is noticed; what speaks of earlier years for good reasons is not."""

import pytest
from sample import COMPACT, changed, evaluated, inputs

from reportgen.checks import leftover
from reportgen.facts.records.dossier import Document, Narrative
from reportgen.values import replace

SAMPLES = ["futian-kechuang-2021", "dapeng-zhengshu-2021", "pingshan-kechuang-2021", "hunan-demo-2022"]


def evaluation(*, basis: tuple[str, ...] = (), **texts: str):
    """The sample of 2021 with no narrative but `texts`, by English name, and with these documents."""
    documents = tuple(Document(name=name) for name in basis)
    return evaluated(changed(inputs(), narrative=Narrative(**texts), preface_basis=documents))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_hold_nothing_left_over_until_they_are_copied_to_the_next_year(name):
    own = evaluated(inputs(COMPACT / name / "dept.yaml"))
    assert [*leftover.last_year_told(own, ""), *leftover.old_notice(own, "")] == []
    copied = replace(own, department=replace(own.department, year=own.department.year + 1))
    found = list(leftover.last_year_told(copied, ""))
    assert any("叙述.年度任务" in d.message for d in found), found


@pytest.mark.parametrize(
    ("field", "words", "caught"),
    [
        ("year_tasks", "2020年，我局按照部署安排全年任务。", True),
        ("year_tasks", "重点如下。\n\n    2020年度，我局安排八项任务。", True),
        ("duty_goals", "一是2020年主要履职目标为：扩大规模。", True),
        ("duty_goals", "围绕2020年重点工作任务推进。", True),
        ("duty_goals", "与2020年重点工作任务相比有所增加。", False),
        ("year_tasks", "2020年，我局试点；2021年全面推开。", False),
        ("effect", "2020年度专项资金资助项目1292个。", False),
        ("effect", "2020年12月28日，公司成立。", False),
        ("effect", "以2020年有关榜单为参照。", False),
        ("functions", "2020年，我局由两局合并而成。", False),
        ("changes", "2020年全年任务较少。", False),
        ("year_tasks", "2019年，我局安排全年任务。", False),
    ],
)
def test_a_narrative_of_last_year(field, words, caught):
    found = list(leftover.last_year_told(evaluation(**{field: words}), ""))
    assert [d.code for d in found] == ["old-year"] * caught
    assert all("旧稿遗留；原句：" in d.hint for d in found)


@pytest.mark.parametrize(
    ("name", "caught"),
    [
        ("区财政局关于开展2020年度绩效自评工作的通知", True),
        ("关于开展2019年度部门整体绩效评价工作的通知", True),
        ("关于开展2021年度绩效自评工作的通知", False),
        ("关于开展2022年绩效自评工作的通知", False),
        ("关于印发《预算绩效评价管理办法》的通知", False),
        ("2020年部门预算和2020—2022年中期财政规划编制方案", False),
    ],
)
def test_a_notice_of_an_earlier_year(name, caught):
    assert [d.code for d in leftover.old_notice(evaluation(basis=(name,)), "")] == ["old-notice"] * caught
    in_text = evaluation(preface=f"根据《{name}》，我局开展自评。")
    assert [d.code for d in leftover.old_notice(in_text, "")] == ["old-notice"] * caught
