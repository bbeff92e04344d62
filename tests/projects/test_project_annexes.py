"""项目支出绩效自评表 as annexes of the report: numbered, printed, checked, kept in the result, explained, and apart."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from sample import ROOT, read_inputs
from test_project_forms import FORM

from reportgen import cli, pipeline, report, word
from reportgen.cache import store
from reportgen.diagnostics import errors
from reportgen.evaluation import Evaluation, from_json
from reportgen.values import replace
from reportgen.word.ooxml.package import Finished

DEMO = ROOT / "data" / "hunan-demo-2022"
NOW = dt.datetime(2023, 3, 1, 9, tzinfo=dt.UTC)
SHEET = """\
附件2
2022年度项目支出绩效自评表
| 项目名称 |  | 管网改造 |  |  |  |  |  |  |  |  |
| 主管部门 |  | 示例县水利局 |  |  | 实施单位 | 供水科 |  |  |  |  |
| 项目资金（万元） |  |  |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） |  | 得分 |
|  |  | 年度资金总额 |  | 100.00 | 150.00 | 135.00 | 10 | 90.00% |  | 9 |
|  |  | 其中：当年财政拨款 |  | 100.00 | 120.00 | 108.00 | — | 90.00% |  | — |
|  |  | 上年结转资金 |  | — | 30.00 | 27.00 | — | 90.00% |  | — |
|  |  | 其他资金 |  | — | — | — | — | — |  | — |
| 年度总体目标 | 预期目标 |  |  |  |  | 实际完成情况 |  |  |  |  |
|  | 改造管网30公里。 |  |  |  |  | 改造管网27公里，两处因征地未开工。 |  |  |  |  |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 |  | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |  |
|  | 产出指标 | 数量指标 | 管网长度 |  | ≥30公里 | 27公里 | 50 | 45 | 两处征地未完成 |  |
|  | 效益指标 | 社会效益指标 | 供水保障 |  | 明显改善 | 有改善 | 30 | 21 | 与管网同步改造加压站 |  |
|  | 满意度指标 | 服务对象满意度指标 | 用水户满意度 |  | ≥90% | 95% | 10 | 10 | — |  |
| 总分 |  |  |  |  |  |  | 100 | 85 | 等级：良 |  |
"""
SUMMARY = """\
附件4
2022年度项目支出绩效自评情况汇总表
填报部门：示例县水利局　　金额单位：万元
| 序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 得分 | 等级 | 未达标指标 |
| 1 | 管网改造 | 150.00 | 135.00 | 90.00% | 85 | 良 | 管网长度、供水保障 |
| 2 | 沟渠整治 | 150.00 | 135.00 | 90.00% | 85 | 良 | 管网长度、供水保障 |
| 合计（2个项目） |  | 300.00 | 270.00 | 90.00% | 平均85分 |  |  |
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo department with the forms of two projects."""
    home = tmp_path_factory.mktemp("水利局")
    for file in DEMO.glob("*.yaml"):
        shutil.copy(file, home)
    (home / "项目").mkdir()
    (home / "项目" / "01-管网.yaml").write_text(FORM, "utf-8")
    (home / "项目" / "02-沟渠.yaml").write_text(FORM.replace("管网改造", "沟渠整治"), "utf-8")
    return home


@pytest.fixture(scope="module")
def evaluation(folder: Path) -> Evaluation:
    return pipeline.evaluate(read_inputs(folder / "dept.yaml"))[0]


@pytest.fixture(scope="module")
def press(folder: Path) -> pipeline.Press:
    return pipeline.press(read_inputs(folder / "dept.yaml").pack)


def test_annexes_of_the_report(evaluation: Evaluation, press: pipeline.Press) -> None:
    data, found = pipeline.render(evaluation, press)
    outline = word.outline(data)
    assert not errors(found)
    assert not [d for d in found if d.code.startswith("K3")]
    listed = outline[outline.index("附件：1.") : outline.index("〔横向〕")].splitlines()
    assert listed[1:] == [
        "2. 项目支出绩效自评表（管网改造）",
        "3. 项目支出绩效自评表（沟渠整治）",
        "4. 项目支出绩效自评情况汇总表",
    ]
    assert f"〔纵向〕\n{SHEET}附件3\n" in outline
    assert f"〔横向〕\n{SUMMARY}" in outline


def test_a_report_without_forms_has_nothing_of_them(evaluation: Evaluation, press: pipeline.Press) -> None:
    bare = replace(evaluation, projects=type(evaluation.projects)())
    outline = word.outline(pipeline.render(bare, press)[0])
    assert "自评表" not in outline
    assert outline.count("〔横向〕") == 1


def test_twenty_one_forms_are_sound(evaluation: Evaluation, press: pipeline.Press) -> None:
    first = evaluation.projects.sheets[0]
    many = tuple(replace(first, name=f"项目{n}") for n in range(21))
    data, found = pipeline.render(replace(evaluation, projects=replace(evaluation.projects, sheets=many)), press)
    assert not errors(found)
    assert not word.check(data)
    body = Finished(data).data("word/document.xml").decode()
    assert body.count("附件") > 21
    assert body.count("<w:sectPr") == 5  # cover, text, score table, forms, table of them all


def test_what_the_json_tells_prints_the_same(evaluation: Evaluation, press: pipeline.Press) -> None:
    again = from_json(evaluation.to_json())
    assert again.projects == evaluation.projects
    assert word.outline(pipeline.printed(again, press)) == word.outline(pipeline.printed(evaluation, press))


def test_the_ledger_comes_before_the_forms(evaluation: Evaluation) -> None:
    own = {"整改台账": True}
    context = report.context(replace(evaluation, department=replace(evaluation.department, options=own)))
    assert [sheet["附件号"] for sheet in context["项目自评"]["表"]] == [3, 4]
    assert context["附件"][1] == "项目支出绩效自评表（管网改造）"
    assert context["项目自评"]["汇总附件号"] == 5


def test_forms_apart(folder: Path) -> None:
    order = pipeline.Order("report", folder / "报告.docx", pipeline.Wanted(cache=store.users()), apart=True)
    built = pipeline.produce(folder / "dept.yaml", order, NOW)
    outline = word.outline(built.path.read_bytes())
    names = [f"示例县水利局2022年度附件{n}（{name}）.docx" for n, name in ((2, "管网改造"), (3, "沟渠整治"))]
    assert [word.outline((folder / name).read_bytes()).splitlines()[0] for name in names] == ["附件2", "附件3"]
    assert word.outline((folder / names[0]).read_bytes()).startswith(SHEET)
    assert SUMMARY in outline
    assert "附件2\n" not in outline
    assert built.evaluation.projects.apart
    assert set(built.evaluation.written) == {"报告.docx", *names}
    (folder / names[0]).write_bytes(b"edited")
    kept = pipeline.produce(folder / "dept.yaml", order, NOW).diagnostics
    assert any("原自评表曾被修改" in d.message for d in kept)


def test_a_draft_shows_what_is_lacking(evaluation: Evaluation, press: pipeline.Press) -> None:
    first = evaluation.projects.sheets[0]
    line = replace(first.lines[0], actual=None, points=None)
    bare = replace(first, lines=(line,), total=None, grade=None, expected=None, execution=None, spent=None)
    draft = replace(evaluation, draft=True, projects=replace(evaluation.projects, sheets=(bare,), mean=None))
    outline = word.outline(pipeline.render(draft, press)[0])
    for gap in ("【待填：实际值】", "【待填：得分】", "【待填：预期目标】", "待定"):
        assert gap in outline


def test_explain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for asked, told in {
        "管网改造.执行率": "全年执行数 ＝ 135.00　01-管网.yaml:4:1",
        "管网改造.管网长度": "目标值30，实际值27，完成率90.00%，90.00%×50分，得45分。",
        "管网改造": "总分：85　等级：良",
    }.items():
        assert cli.main(["explain", str(folder / "dept.yaml"), asked]) == 0
        assert told in capsys.readouterr().out


def test_a_new_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in DEMO.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    dept = str(tmp_path / "dept.yaml")
    assert cli.main(["new", "--project", "农村：供水/改造", dept]) == 0
    assert cli.main(["new", "--project", "第二个", dept]) == 0
    made = sorted(path.name for path in (tmp_path / "项目").iterdir())
    assert made == ["01-农村：供水／改造.yaml", "02-第二个.yaml"]
    text = (tmp_path / "项目" / made[0]).read_text("utf-8")
    assert '项目名称: "农村：供水/改造"' in text
    assert "# 产出指标 共50分：数量指标、质量指标、时效指标、成本指标" in text
    assert text.startswith("# yaml-language-server: $schema=../.schema/project.schema.json\n")
    capsys.readouterr()
    assert cli.main(["schema", "项目自评表"]) == 0
    assert capsys.readouterr().out == (tmp_path / ".schema" / "project.schema.json").read_text("utf-8")
    assert cli.main(["new", dept]) == 2
    assert cli.main(["new", "--project", " ", dept]) == 2
    capsys.readouterr()
    inputs, _ = pipeline.read(tmp_path / "dept.yaml", pipeline.Wanted(cache=store.users()))
    assert "没有填实施单位" in str(inputs.awaited[0])
    assert str(inputs.awaited[0].position).endswith("01-农村：供水／改造.yaml:8:1")


def test_forms_beside_the_units_of_a_department(tmp_path: Path) -> None:
    head = "套件: base\n年度: 2022\n部门: {全称: %s}\n"
    for unit in ("甲馆", "乙馆"):
        (tmp_path / unit / "项目").mkdir(parents=True)
        (tmp_path / unit / "dept.yaml").write_text(head % unit, "utf-8")
        form = FORM.replace("管网改造", f"{unit}项目")
        (tmp_path / unit / "项目" / "1.yaml").write_text(form, "utf-8")
    dept = tmp_path / "dept.yaml"
    dept.write_text(head % "某局" + "所属单位: [甲馆/dept.yaml, 乙馆/dept.yaml]\n", "utf-8")
    own = read_inputs(dept).projects
    assert [sheet.name for sheet in own.sheets] == ["甲馆项目", "乙馆项目"]
    assert [sheet.authority for sheet in own.sheets] == ["某局", "某局"]
