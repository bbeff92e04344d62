"""核查: each check catches its case and leaves the others alone."""

from decimal import Decimal

import pytest
from sample import COMPACT, changed, evaluated, inputs

from reportgen import pipeline
from reportgen.checks import amounts, text, tone
from reportgen.evaluation import Evaluation
from reportgen.facts import department as departments
from reportgen.values import replace


def codes(check, evaluation: Evaluation, outline: str = "") -> list[str]:
    return [d.code for d in check(evaluation, outline)]


def rated(**rates: str) -> Evaluation:
    """The sample with other values of its figures."""
    evaluation = evaluated(inputs())
    own = dict(evaluation.figures)
    own |= {name: replace(own[name], value=Decimal(value)) for name, value in rates.items()}
    return replace(evaluation, figures=own)


def narrated(**texts: str) -> Evaluation:
    """The sample with other narrative, by English name."""
    narrative = replace(inputs().department.narrative, **texts)
    return evaluated(changed(inputs(), narrative=narrative))


@pytest.mark.parametrize(
    ("rate", "outline", "expected"),
    [
        ("0.85", "预算执行率为85%。", ["explained"]),
        ("0.85", "预算执行率为85%，主要是项目推迟。", []),
        ("0.95", "预算执行率为95%。", []),
    ],
)
def test_low_execution_wants_its_reason(rate, outline, expected):
    found = amounts.explained(rated(预算执行率=rate), outline)
    assert [d.code for d in found if "预算执行率" in d.message] == expected


@pytest.mark.parametrize(
    ("after", "outline", "expected"),
    [
        ("120", "预算调整率为20%。", ["预算调整率 20.00% 扣1分，报告中未见原因说明"]),
        ("120", "年中追加较多，原因是上级下达专项。", []),
        ("110", "", []),
    ],
)
def test_an_adjustment_that_costs_points_wants_its_reason(after, outline, expected):
    """The limit is the rule's: 10% of B12.2."""
    typed = (
        f"套件: base\n年度: 2021\n部门: {{全称: 某局}}\n预算: {{合计: {{年初: 100, 调整后: {after}, 支出: {after}}}}}\n"
    )
    department, _, _ = departments.parse(typed, "dept.yaml")
    evaluation, _ = pipeline.evaluate(changed(inputs(), budget=department.budget), draft=True)
    assert [d.message for d in amounts.explained(evaluation, outline)] == expected


def test_problems_must_carry_every_lost_point():
    evaluation = evaluated(inputs())
    assert codes(amounts.losses_add_up, evaluation) == []
    fewer = replace(evaluation, findings=evaluation.findings[1:])
    assert codes(amounts.losses_add_up, fewer) == ["losses"]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [("2019年度决算", ["year"]), ("2020年度决算、2021年度预算、2022 年度计划", []), ("2019年12月", [])],
)
def test_years_left_over(outline, expected):
    assert codes(text.years, evaluated(inputs()), outline) == expected


@pytest.mark.parametrize(
    "gap", ["XX", "××", "【待填：人员.在编】", "待补充", "{{ 人员.在编 }}", "{% if 年度 %}", "｛｛年度｝｝"]
)
def test_placeholders_in_a_final_report(gap):
    evaluation = evaluated(inputs())
    assert codes(text.gaps_left, evaluation, f"共{gap}人") == ["placeholder"]
    assert codes(text.gaps_left, replace(evaluation, draft=True), f"共{gap}人") == []


def test_stock_phrases_in_measures():
    evaluation = evaluated(inputs())
    assert codes(text.stock_phrases, evaluation) == []
    stock = replace(evaluation.findings[0], description="要高度重视此项工作。")
    assert codes(text.stock_phrases, replace(evaluation, findings=(stock,))) == ["stock"]


def test_one_name_for_oneself():
    evaluation = evaluated(inputs())
    assert codes(text.self_naming, evaluation, "我局与本单位") == ["self"]
    assert codes(text.self_naming, evaluation, "我局") == []


def test_scores_that_people_gave_want_evidence():
    evaluation = evaluated(inputs())
    nodes = tuple(replace(n, mark=n.mark and replace(n.mark, evidence=())) for n in evaluation.scorecard.nodes)
    bare = replace(evaluation, scorecard=replace(evaluation.scorecard, nodes=nodes))
    assert codes(text.evidence, bare) == ["evidence"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("本年编外人员控制率良好。", "“叙述.人员管理”里写“编外人员控制率”良好，但该指标扣了 1 分"),
        ("一是编外人员控制率等指标均达到满分；", "“编外人员控制率”达到满分"),
        ("人员结构合理，编外人员控制率圆满完成年度目标。", "“编外人员控制率”圆满"),
        ("编外人员控制率没有达到满分。", ""),
        ("编外人员控制率不够良好。", ""),
        ("力争下一年度编外人员控制率全面完成目标，确保达到满分。", ""),
        ("编外人员控制率满分1分。", ""),
        ("编外人员控制率偏高。服务质量良好。", ""),
        ("服务质量良好，但编外人员控制率偏高。", ""),
        ("财政供养人员控制率良好。", ""),  # it lost nothing
        ("人员管理良好。", ""),
    ],
)
def test_what_lost_points_is_not_praised(words, told):
    found = list(tone.lost_points_praised(narrated(staff_management=words), ""))
    assert [d.code for d in found] == (["praise"] if told else [])
    assert told in "".join(map(str, found))


def test_a_cause_in_the_rectification_is_read_for_praise_too():
    evaluation = evaluated(inputs())
    first = next(f for f in evaluation.findings if "编外人员控制率" in f.names)
    praised = replace(first, cause="编外人员控制率总体良好。")
    found = list(tone.lost_points_praised(replace(evaluation, findings=(praised,)), ""))
    assert len(found) == 1
    assert f"问题“{first.title}”的原因里写“编外人员控制率”良好" in found[0].message


@pytest.mark.parametrize(
    "name", ["futian-kechuang-2021", "dapeng-zhengshu-2021", "pingshan-kechuang-2021", "hunan-demo-2022"]
)
def test_the_samples_praise_nothing_that_lost_points(name):
    evaluation = evaluated(inputs(COMPACT / name / "dept.yaml"))
    assert evaluation.scorecard.losses
    assert [str(d) for d in tone.lost_points_praised(evaluation, "")] == []
    assert [str(d) for d in tone.all_in_time(evaluation, "")] == []


@pytest.mark.parametrize(
    ("words", "done", "caught"),
    [
        ("全年18个项目均按计划完成，依次落实。", 17, True),
        ("各项目全部按期完成。", 17, True),
        ("项目按期完成率100%。", 17, True),
        ("全年18个项目均按计划完成。", 18, False),
        ("18个项目中，17个项目均按期完成。", 17, False),
        ("除1个项目外，其余各项目均按期完成。", 17, False),
        ("确保各项目均按期完成。", 17, False),
        ("各项目未全部按期完成。", 17, False),
        ("科普项目均按期完成。", 17, False),
    ],
)
def test_all_in_time_is_not_claimed_against_the_figures(words, done, caught):
    evaluation = narrated(duties=words)
    count = replace(evaluation.department.project_count, on_time=done)
    department = replace(evaluation.department, project_count=count)
    found = list(tone.all_in_time(replace(evaluation, department=department), ""))
    assert [d.code for d in found] == ["in-time"] * caught
    assert all("“项目统计.按期完成”填 17，“项目统计.总数”填 18" in d.message for d in found)
