"""项目支出绩效自评表: scored by the pack's rules, held against dept.yaml, every slip told at its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import TEMPLATES

from reportgen.cache.trail import Trail, holds
from reportgen.diagnostics import Diagnostic
from reportgen.facts.department import parse
from reportgen.projects.appraising import Projects, appraise
from reportgen.projects.form_files import files
from reportgen.projects.project_rules import load, look

BASE = (TEMPLATES / "base",)
HEAD = """\
项目名称: 管网改造
年度: 2022
实施单位: 供水科
"""
MONEY = """\
资金:
  当年财政拨款: {年初: 100, 全年预算: 120, 执行: 108}
  上年结转: {全年预算: 30, 执行: 27}
"""
GOAL = """\
年度目标:
  预期: 改造管网30公里。
  实际: 改造管网27公里，两处因征地未开工。
"""
LINES = """\
指标:
  - {一级: 产出指标, 二级: 数量指标, 三级: 管网长度, 目标值: 30, 实际值: 27, 单位: 公里, 方向: ≥, 分值: 50,
     偏差原因及改进措施: 两处征地未完成}
  - {一级: 效益指标, 二级: 社会效益指标, 三级: 供水保障, 目标值: 明显改善, 实际值: 有改善, 分值: 30, 等级: 部分达成,
     得分: 21, 理由: 两个村仍间歇停水, 偏差原因及改进措施: 与管网同步改造加压站}
  - {一级: 满意度指标, 二级: 服务对象满意度指标, 三级: 用水户满意度, 目标值: 90%, 实际值: 95%, 方向: ≥, 分值: 10}
"""
FORM = HEAD + MONEY + GOAL + LINES
DEPT = "套件: base\n年度: 2022\n部门: {全称: 示例县水利局}\n"


def told(
    *forms: str, dept: str = "", tmp: Path, packs: tuple[Path, ...] = BASE
) -> tuple[Projects | None, list[Diagnostic]]:
    """What comes of `forms` beside a department that says `dept`."""
    for number, form in enumerate(forms, 1):
        path = tmp / "项目" / f"{number:02d}-表.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(form, "utf-8")
    trail = Trail()
    department, source, found = parse(DEPT + dept, "dept.yaml")
    assert department is not None, found
    assert source is not None
    return appraise(files([tmp], trail), department, source, packs, trail)


def said(found: list[Diagnostic]) -> list[str]:
    """Place and message of each diagnostic."""
    places = [d.position for d in found]
    return [f"{Path(p.file).name}:{p.line}:{p.column} {d.message}" for p, d in zip(places, found, strict=True) if p]


def test_a_form_is_scored_by_the_rules(tmp_path: Path) -> None:
    made, found = told(FORM, dept="项目统计: {总数: 1}\n", tmp=tmp_path)
    assert made is not None
    assert said(found) == []
    (sheet,) = made.sheets.sheets
    assert [(row.name, row.initial, row.budget, row.spent) for row in sheet.money] == [
        ("年度资金总额", 100, 150, 135),
        ("其中：当年财政拨款", 100, 120, 108),
        ("上年结转资金", None, 30, 27),
        ("其他资金", None, None, None),
    ]
    assert sheet.figure.trace == "135.00 ÷ 150.00 = 90.00%"
    assert sheet.figure.name == "管网改造.执行率"
    assert [sheet.execution, *(line.points for line in sheet.lines)] == [9, 45, 21, 10]
    assert [line.target for line in sheet.lines] == ["≥30公里", "明显改善", "≥90%"]
    assert sheet.lines[0].told == "目标值30，实际值27，完成率90.00%，90.00%×50分，得45分。"
    assert (sheet.total, sheet.grade, sheet.unmet) == (85, "良", ("管网长度", "供水保障"))
    assert (sheet.authority, sheet.unit, sheet.lines[0].at) == ("示例县水利局", "供水科", "01-表.yaml:11:5")
    assert (made.sheets.budget, made.sheets.spent, made.sheets.rate, made.sheets.mean) == (150, 135, Decimal("0.9"), 85)


@pytest.mark.parametrize(
    ("values", "points", "told_so"),
    [
        ("方向: ≤, 目标值: 0, 实际值: 2", 0, "得0分"),
        ("方向: ≤, 目标值: 0, 实际值: 0", 10, "得10分"),
        ("方向: ≥, 目标值: -5%, 实际值: -3%", 10, "得10分"),
        ("方向: =, 目标值: 5, 实际值: 4", 0, "得0分"),
    ],
)
def test_a_line_without_a_ratio_is_met_or_not(tmp_path: Path, values: str, points: int, told_so: str) -> None:
    form = FORM.replace("目标值: 90%, 实际值: 95%, 方向: ≥", values)
    assert form != FORM
    made, found = told(form, dept="项目统计: {总数: 1}\n", tmp=tmp_path)
    assert made is not None, said(found)
    line = made.sheets.sheets[0].lines[-1]
    assert (line.points, line.rate) == (points, None)
    assert told_so in line.told and "完成率" not in line.told


WRONG = {
    "weights": (
        ("分值: 50", "分值: 45"),
        "01-表.yaml:11:",
        "“产出指标”的分值应为50，各三级指标合计为45（管网长度 45）",
    ),
    "level": (("一级: 产出指标", "一级: 产出类"), "01-表.yaml:11:", "没有一级指标“产出类”"),
    "second": (("二级: 数量指标", "二级: 数目指标"), "01-表.yaml:11:", "“产出指标”下没有二级指标“数目指标”"),
    "band": (("得分: 21", "得分: 28"), "01-表.yaml:14:", "评为“部分达成”时得分应在18至24（不含）分之间"),
    "sum": (
        ("上年结转:", "合计: {执行: 140}\n  上年结转:"),
        "01-表.yaml:6:",
        "“资金.合计.执行”填 140，各来源之和为 135",
    ),
    "half": (("全年预算: 30, ", ""), "01-表.yaml:6:", "“资金.上年结转”填了执行，没有填全年预算"),
    "year": (("年度: 2022", "年度: 2021"), "01-表.yaml:2:", "“年度”是2021，dept.yaml 是2022"),
    "key": (("实施单位", "实施部门"), "01-表.yaml:3:1 ", "不认识的字段“实施部门”"),
    "manual": (("分值: 10", "分值: 10, 得分: 8"), "01-表.yaml:15:", "得分由人工评定，须写理由"),
    "much": (("分值: 10", "分值: 10, 得分: 11, 理由: 多"), "01-表.yaml:15:", "得分11，应在 0 至 10 之间"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    (old, new), place, message = WRONG[name]
    assert old in FORM
    made, found = told(FORM.replace(old, new, 1), tmp=tmp_path)
    assert made is None
    assert any(one.startswith(place) and message in one for one in said(found)), said(found)


DOUBTFUL = {
    "repeated": (("改造管网27公里，两处因征地未开工", "改造管网30公里"), "年度目标的“实际”照抄了“预期”"),
    "reason": (("     偏差原因及改进措施: 两处征地未完成}", "    }"), "“管网长度”扣5分，没有写偏差原因"),
    "exceeded": (("目标值: 90%, 实际值: 95%", "目标值: 50, 实际值: 95"), "完成率190.00%，超过130.00%，没有写原因"),
    "over": (("执行: 27", "执行: 57"), "执行率为110.00%，超过100%"),
    "override": (("分值: 10", "分值: 10, 得分: 8, 理由: 样本少"), "按规则得10分，人工评8分"),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_doubtful_is_told(name: str, tmp_path: Path) -> None:
    (old, new), message = DOUBTFUL[name]
    assert old in FORM
    made, found = told(FORM.replace(old, new, 1), tmp=tmp_path)
    assert made is not None
    assert any(message in one for one in said(found)), said(found)


LACKING = {
    "unit": (("实施单位: 供水科\n", ""), "没有填实施单位"),
    "money": ((MONEY, ""), "项目资金没有填全年预算、执行"),
    "goal": ((GOAL, ""), "年度目标没有填预期、实际"),
    "actual": (("实际值: 27, ", ""), "“管网长度”没有填实际值"),
    "words": (("等级: 部分达成,\n     得分: 21, ", ""), "“供水保障”的目标值、实际值不都是数，须由人评定"),
    "lines": ((LINES, ""), "“指标”下没有列产出指标（50分）、效益指标（30分）、满意度指标（10分）"),
    "no budget": (
        ("全年预算: 120, 执行: 108}\n  上年结转: {全年预算: 30", "全年预算: 0, 执行: 108}\n  上年结转: {全年预算: 0"),
        "全年预算数为 0，却有执行数",
    ),
}


@pytest.mark.parametrize("name", LACKING)
def test_a_draft_waits_for_what_is_lacking(name: str, tmp_path: Path) -> None:
    (old, new), message = LACKING[name]
    assert old in FORM
    made, found = told(FORM.replace(old, new, 1), tmp=tmp_path)
    assert made is not None, said(found)
    assert any(message in one for one in said(list(made.asked))), said(list(made.asked))
    assert (made.sheets.sheets[0].total is None) == (name not in ("unit", "goal"))


@pytest.mark.parametrize(
    ("policy", "points", "total"), [("满分", 10, 86), ("零分", 0, 76), ("剔除换算", None, Decimal("84.44"))]
)
def test_a_project_without_money_as_the_pack_declares(
    policy: str, points: int | None, total: Decimal, tmp_path: Path
) -> None:
    (tmp_path / "项目自评.yaml").write_text(f"预算执行率: {{零预算: {policy}}}\n", "utf-8")
    form = FORM.replace(MONEY, "资金: {合计: {全年预算: 0, 执行: 0}}\n")
    made, found = told(form, tmp=tmp_path, packs=(tmp_path, *BASE))
    assert made is not None, said(found)
    assert (made.sheets.sheets[0].execution, made.sheets.sheets[0].total) == (points, total)


LISTED = "项目:\n  - {名称: 管网改造, 年初: 100, 调整后: 150, 支出: 135}\n  - {名称: 其他项目}\n"


def test_the_score_is_carried_into_the_list_of_projects(tmp_path: Path) -> None:
    made, found = told(FORM, dept=LISTED, tmp=tmp_path)
    assert made is not None
    assert [row.own_score for row in made.department.projects] == [85, None]
    assert said(found) == ["dept.yaml:4:1 项目“其他项目”没有自评表"]


def test_the_list_gives_the_money_where_the_form_has_none(tmp_path: Path) -> None:
    made, _ = told(FORM.replace(MONEY, ""), dept=LISTED, tmp=tmp_path)
    assert made is not None
    assert made.sheets.sheets[0].total == 85
    assert made.sheets.sheets[0].figure.inputs[0].position == "dept.yaml:5:39"


def test_the_list_gives_the_office_where_the_form_names_none(tmp_path: Path) -> None:
    made, found = told(
        FORM.replace("实施单位: 供水科\n", ""), dept=LISTED.replace("135}", "135, 科室: 供水科}"), tmp=tmp_path
    )
    assert made is not None
    assert (made.sheets.sheets[0].unit, made.asked, len(found)) == ("供水科", (), 1)


@pytest.mark.parametrize(
    ("office", "pack", "count"),
    [
        ("规划科", "", 1),
        ("供水科", "", 0),
        ("供水科（牵头）、规划科", "", 0),
        ("供水", "", 0),
        ("规划科", "实施单位应为科室: 否\n", 0),
    ],
)
def test_another_office_than_that_of_the_list_is_told(office: str, pack: str, count: int, tmp_path: Path) -> None:
    (tmp_path / "项目自评.yaml").write_text(f"名称: 自评表\n{pack}", "utf-8")
    dept = LISTED.replace("135}", f"135, 科室: {office}}}")
    made, found = told(FORM, dept=dept, tmp=tmp_path, packs=(tmp_path, *BASE))
    assert made is not None
    own = [one for one in found if one.code == "project-differs"]
    message = f"01-表.yaml:3:7 “管网改造”的实施单位为“供水科”，dept.yaml 项目清单的“科室”填“{office}”"
    assert said(own) == [message] * count


def test_what_the_list_says_otherwise_is_told(tmp_path: Path) -> None:
    dept = LISTED.replace("支出: 135", "支出: 130, 自评得分: 90")
    made, found = told(FORM, FORM.replace("管网改造", "管网改选"), dept=dept, tmp=tmp_path)
    assert made is not None
    assert [row.own_score for row in made.department.projects] == [90, None]
    assert said(found)[:3] == [
        "01-表.yaml:4:1 “管网改造”的执行为 135，dept.yaml 项目清单的“支出”填 130",
        "dept.yaml:5:50 “管网改造”自评表得85分，dept.yaml 的“自评得分”填 90",
        "02-表.yaml:1:7 dept.yaml 的“项目”里没有“管网改选”",
    ]


ALL = "预算:\n  项目支出: {年初: 100, 调整后: 150, 支出: 135}\n"


@pytest.mark.parametrize("dept", ["项目统计: {总数: 1}\n", ALL])
def test_where_no_projects_are_listed_the_forms_are_the_list_if_they_are_all(dept: str, tmp_path: Path) -> None:
    made, found = told(FORM, dept=dept, tmp=tmp_path)
    assert made is not None
    assert said(found) == []
    (row,) = made.department.projects
    assert (row.name, row.initial, row.adjusted, row.spent, row.own_score) == ("管网改造", 100, 150, 135, 85)


@pytest.mark.parametrize("dept", ["项目统计: {总数: 5}\n", ALL.replace("150", "400"), ""])
def test_some_forms_are_no_list(dept: str, tmp_path: Path) -> None:
    made, found = told(FORM, dept=dept, tmp=tmp_path)
    assert made is not None
    assert made.department.projects == ()
    assert ["自评表有 1 份，不是全部项目的，没有用作项目清单" in d.message for d in found] == [True]


def test_money_of_the_forms_against_that_of_the_department(tmp_path: Path) -> None:
    _, found = told(FORM, dept=f"{ALL.replace('135', '130')}项目统计: {{总数: 1}}\n", tmp=tmp_path)
    assert said(found) == ["dept.yaml:5:33 各自评表的执行合计 135，“预算.项目支出.支出”填 130"]
    _, found = told(FORM, dept=f"{ALL.replace('135', '140')}项目统计: {{总数: 1}}\n", tmp=tmp_path)
    assert said(found) == ["dept.yaml:5:33 各自评表的执行合计 135，“预算.项目支出.支出”填 140"]


def test_two_forms_of_one_project(tmp_path: Path) -> None:
    made, found = told(FORM, FORM, tmp=tmp_path)
    assert made is None
    assert "项目“管网改造”已有自评表" in said(found)[-1]


PACKS = {
    "weights": ("一级指标: {产出指标: {分值: 40}}", "满分为100，预算执行率和各一级指标合计为90"),
    "name": ("预算执行率: {规则: {取值: 完成率}}", "预算执行率的规则用了没有的名称“完成率”"),
    "limit": ("定量: {异常: {高于: 补充.线}}", "定量的规则用了名称“补充.线”"),
    "grades": ("等级: [{等级: 差, 下限: 0}, {等级: 优, 下限: 90}]", "等级的下限应由高到低"),
    "key": ("一级: {}", "不认识的字段“一级”"),
    "tiers": (
        "预算执行率: {规则: {类型: 分档, 取值: 执行率, 方向: 越高越好, 档:"
        ' [{区间: "≥9%", 得分: 9}, {区间: "<9%", 得分: 0}]}}',
        "与分值10不等",
    ),
}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_with_wrong_weights_or_rules(name: str, tmp_path: Path) -> None:
    text, message = PACKS[name]
    (tmp_path / "项目自评.yaml").write_text(f"{text}\n", "utf-8")
    assert any(message in one for one in said(look((tmp_path, *BASE)))), said(look((tmp_path, *BASE)))


def test_a_place_changes_only_what_differs(tmp_path: Path) -> None:
    text = "预算执行率: {分值: 20}\n一级指标: {产出指标: {分值: 40}}\n"
    (tmp_path / "项目自评.yaml").write_text(text, "utf-8")
    made, found = told(FORM.replace("分值: 50", "分值: 40"), tmp=tmp_path, packs=(tmp_path, *BASE))
    assert made is not None, said(found)
    sheet = made.sheets.sheets[0]
    assert [sheet.execution, *(line.points for line in sheet.lines)] == [18, 36, 21, 10]
    assert load(())[0] is None


def test_files_in_the_order_of_their_numbers_and_noted(tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    folder.mkdir()
    for name in ("10-乙.yaml", "2-甲.yml", "丙.yaml", ".~lock.yaml", "说明.txt"):
        (folder / name).touch()
    trail = Trail()
    assert [path.name for path in files([tmp_path], trail)] == ["2-甲.yml", "10-乙.yaml", "丙.yaml"]
    assert holds(trail.steps())
    (folder / "11-丁.yaml").touch()
    assert not holds(trail.steps())


@given(st.decimals(0, 200, places=2), st.decimals(1, 200, places=2), st.integers(1, 49))
def test_points_stay_within_their_weight_and_add_up(actual: Decimal, target: Decimal, first: int) -> None:
    from reportgen.facts import source as sources  # noqa: PLC0415
    from reportgen.facts.records.record import read  # noqa: PLC0415
    from reportgen.projects.appraisal import sheet  # noqa: PLC0415
    from reportgen.projects.line_marks import marked  # noqa: PLC0415
    from reportgen.projects.project_form import ProjectForm  # noqa: PLC0415
    from reportgen.projects.written_form import Written  # noqa: PLC0415

    line = f"  - {{一级: 产出, 二级: 质量, 三级: 另一项, 目标值: {target}, 实际值: {actual}, 分值: {50 - first}}}\n"
    text = (FORM + line).replace("分值: 50", f"分值: {first}")
    source, _ = sources.parse(text, "x.yaml")
    assert source is not None
    form, _ = read(ProjectForm, source)
    rules, _ = load(BASE)
    assert form is not None
    assert rules is not None
    made = sheet(marked(Written(form, source), rules, {}), rules, "局")
    points = [line.points for line in made.lines]
    assert all(own is not None and 0 <= own <= line.full for own, line in zip(points, made.lines, strict=True))
    assert made.total == sum((own for own in points if own is not None), made.execution or Decimal(0))


@pytest.mark.parametrize(("answer", "count"), [("{1: 是, 2: 是}", 1), ("{1: 是, 2: 否}", 0)])
def test_a_project_of_the_lowest_grade_and_its_supervision(answer: str, count: int, tmp_path: Path) -> None:
    poor = FORM.replace("实际值: 27", "实际值: 6")
    _, found = told(poor, dept=f"自评:\n  B22: {{要点: {answer}, 佐证: 记录}}\n", tmp=tmp_path)
    assert [d.code for d in found].count("project-grade") == count
