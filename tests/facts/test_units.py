"""所属单位: what adds is added with where its parts stand, what does not is asked for, what does not fit is told."""

from decimal import Decimal
from pathlib import Path

import pytest
from sample import FUTIAN, inputs, kept

from reportgen import cli, pipeline
from reportgen.diagnostics import Refused
from reportgen.roundtrip.absorb import examine

HEAD = "套件: futian\n年度: 2021\n部门: {{全称: {}, 简称: {}}}\n"
UNITS = {
    "a": HEAD.format("某区甲局", "甲局")
    + "人员: {核定编制: 20, 在编: 17, 劳务派遣: 14, 直接聘用: 0}\n"
    + "三公: {公务接待: {预算: 2.5, 决算: 1}}\n"
    + "满意度: {值: 95%}\n"
    + "项目:\n  - {名称: 甲一, 调整后: 10, 支出: 9}\n",
    "b": HEAD.format("某区乙中心", "乙中心")
    + "人员: {核定编制: 10, 在编: 9, 劳务派遣: 2}\n"
    + "三公: {公务接待: {预算: 0.5, 决算: 0.25}}\n"
    + "项目:\n  - {名称: 乙一, 调整后: 30, 支出: 30, 科室: 业务科}\n",
}
OWN = HEAD.format("某区某部门", "某部门") + "所属单位: [a/dept.yaml, b/dept.yaml]\n"


@pytest.fixture
def dept(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in UNITS.items():
        Path(name).mkdir()
        Path(name, "dept.yaml").write_text(text, "utf-8")
    Path("dept.yaml").write_text(OWN, "utf-8")
    return Path("dept.yaml")


def append(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)


def test_what_adds_is_added_with_where_its_parts_stand(dept):
    inputs, _ = pipeline.read(dept, kept())
    facts = inputs.facts
    assert facts["人员.在编"].value == 26
    assert facts["人员.在编"].origin == "甲局 17（a/dept.yaml:4:20）＋乙中心 9（b/dept.yaml:4:20）"
    assert facts["三公.公务接待.决算"].value == Decimal("1.25")
    assert facts["项目统计.预算"].value == 40
    assert [(row.name, row.office) for row in inputs.department.projects] == [("甲一", "甲局"), ("乙一", "业务科")]


def test_what_one_unit_left_empty_is_told_and_not_taken_for_nothing(dept):
    inputs, found = pipeline.read(dept, kept())
    assert "人员.直接聘用" not in inputs.facts
    told = {d.code: d for d in found}
    assert told["units-lacking"].message == "乙中心没有填人员.直接聘用，没有相加"
    assert str(told["units-lacking"].position) == "dept.yaml:4:7"


def test_rates_are_asked_for(dept):
    _, found = pipeline.read(dept, kept())
    assert "所属单位的满意度.值是比率，不能相加" in [d.message for d in found]


def test_what_the_department_says_itself_stands(dept):
    append("dept.yaml", "人员: {在编: 27, 核定编制: 30}\n")
    inputs, found = pipeline.read(dept, kept())
    assert inputs.facts["人员.在编"].value == 27
    (told,) = (d for d in found if d.code == "units-differ")
    assert told.message.startswith("“人员.在编”填的是27，所属单位相加是26：甲局 17（")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("a/dept.yaml", "年度: 2021", "年度: 2020"), "“某区甲局”的资料是2020年度的，本文件是2021年度"),
        (("dept.yaml", "b/dept.yaml", "a/dept.yaml"), "“a/dept.yaml”是本文件，或列了两次"),
        (("dept.yaml", "b/dept.yaml", "dept.yaml"), "“dept.yaml”是本文件，或列了两次"),
        (("dept.yaml", "b/dept.yaml", "c/dept.yaml"), "所属单位“c/dept.yaml”的资料不能用"),
        (("b/dept.yaml", "在编: 9", "在编: 许多"), "b/dept.yaml:4:20: 错误：“人员.在编”"),
    ],
)
def test_units_that_cannot_be_used(dept, change, told):
    file, old, new = change
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Refused) as refused:
        pipeline.read(dept, kept())
    assert told in str(refused.value)


def test_a_unit_of_another_pack_is_told(dept):
    text = Path("b/dept.yaml").read_text("utf-8")
    Path("b/dept.yaml").write_text(text.replace("futian", "dapeng"), "utf-8")
    _, found = pipeline.read(dept, kept())
    assert "“某区乙中心”用的是套件“dapeng”，本文件用“futian”" in [d.message for d in found]


def test_units_of_units_and_circles(dept):
    Path("c").mkdir()
    Path("c/dept.yaml").write_text(UNITS["a"].replace("甲", "丙"), "utf-8")
    append("b/dept.yaml", "所属单位: [../c/dept.yaml]\n")
    inputs, _ = pipeline.read(dept, kept())
    assert inputs.facts["人员.在编"].value == 26, "乙中心 has said 9 itself"
    append("c/dept.yaml", "所属单位: [../dept.yaml]\n")
    with pytest.raises(Refused, match="是本文件，或列了两次"):
        pipeline.read(dept, kept())


def test_explain_says_from_which_unit(dept, capsys):
    assert cli.main(["explain", "dept.yaml", "人员.在编"]) == cli.DONE
    assert "甲局 17（a/dept.yaml:4:20）＋乙中心 9（b/dept.yaml:4:20）" in capsys.readouterr().out


def test_a_department_of_one_unit_is_that_unit(tmp_path):
    """All that adds comes out as it was."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "dept.yaml").write_bytes(FUTIAN.read_bytes())
    (tmp_path / "dept.yaml").write_text(OWN.replace(", b/dept.yaml", ""), "utf-8")
    own, whole = pipeline.read(tmp_path / "dept.yaml", kept())[0].facts, inputs().facts
    adding = [name for name in whole if name.startswith(("预算.", "三公.", "人员.", "资产.", "采购.", "季度."))]
    assert adding
    assert {name: own[name].value for name in adding if name in own} == {
        name: whole[name].value for name in adding if name in own
    }
    assert {name for name in adding if name not in own} <= {"采购.口径", "预算.财政资金比例"}


@pytest.mark.slow
def test_absorb_sees_the_sums_that_a_build_sees(dept):
    """A figure typed over in the report is told against the sum of the units."""
    append("dept.yaml", "叙述:\n  主要职能: 年末在编26人。\n")
    inputs, _ = pipeline.read(dept, kept())
    press = pipeline.press(inputs.pack)
    Path("报告.docx").write_bytes(pipeline.printed(pipeline.evaluate(inputs, draft=True)[0], press))
    seen = examine(Path("报告.docx"), dept, inputs.pack, lambda _: press)
    assert (seen.edits, seen.differing) == ((), ())
    Path("b/dept.yaml").write_text(Path("b/dept.yaml").read_text("utf-8").replace("在编: 9", "在编: 8"), "utf-8")
    again = examine(Path("报告.docx"), dept, inputs.pack, lambda _: press)
    assert any("25" in one.before and "26" in one.after for one in again.differing)


def test_what_the_pack_declares_adds_too_and_narrative_does_not(dept, tmp_path):
    pack = tmp_path / "templates" / "shidian"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "名称: 试\n继承: futian\n补充资料:\n  数据.任务数: {类型: 数, 单位: 个}\n  数据.经费: {类型: 数, 单位: 万元}\n"
        "  数据.完成率: {类型: 数, 单位: '%'}\n  自查: {类型: 叙述}\n",
        "utf-8",
    )
    for path, own in (
        ("a/", "{数据: {任务数: 3, 经费: 1.5}}"),
        ("b/", "{数据: {任务数: 4, 经费: 2}}"),
        ("", "{自查: 已查}"),
    ):
        file = Path(path, "dept.yaml")
        file.write_text(file.read_text("utf-8").replace("套件: futian", "套件: shidian") + f"补充: {own}\n", "utf-8")
    inputs, found = pipeline.read(dept, kept())
    assert [d for d in found if d.code == "extra"] == []
    facts = inputs.facts
    assert facts["补充.数据.任务数"].value == 7 and facts["补充.数据.经费"].value == Decimal("3.5")
    assert facts["补充.数据.经费"].origin.startswith("甲局 1.5（a/dept.yaml:")
    assert "补充.数据.完成率" not in facts
    assert str(inputs.department.to_data()["补充"]["自查"]) == "已查"
