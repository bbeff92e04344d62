"""The command line: exit codes, Chinese messages, nothing written on refusal, never a traceback."""

import json
import shutil
from pathlib import Path

import pytest
from sample import FUTIAN, ROOT

import reportgen
from reportgen import cli
from reportgen.cli.packs import pack
from reportgen.facts.blanks.schema import json_schema


@pytest.fixture
def dept(tmp_path, monkeypatch) -> Path:
    """A copy of the sample in a folder of its own."""
    shutil.copy(FUTIAN, tmp_path)
    shutil.copy(FUTIAN.with_name("整改.yaml"), tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "dept.yaml"


def change(dept: Path, old: str, new: str) -> None:
    text = dept.read_text("utf-8")
    assert old in text
    dept.write_text(text.replace(old, new, 1), "utf-8")


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_build_writes_the_report_and_the_result(dept, capsys):
    assert cli.build([str(dept)]) == cli.DONE
    out = capsys.readouterr().out
    assert "总分：94.94 分　等级：优" in out
    assert "人工得分与规则得分不一致：“政府采购执行情况”按规则得1.38分，人工评2分" in out
    report = "深圳市福田区科技创新局2021年度部门整体支出绩效自评报告.docx"
    assert files(dept.parent) == sorted(["dept.yaml", "整改.yaml", "评价结果.json", report])
    result = json.loads((dept.parent / "评价结果.json").read_text("utf-8"))
    assert result["版本"] == 1
    assert result["评分"]["总分"] == "94.94"


def test_output_goes_where_it_is_told(dept, capsys):
    assert cli.build([str(dept), "-o", "out/报告.docx"]) == cli.DONE
    assert files(dept.parent / "out") == sorted(["报告.docx", "评价结果.json"])


def test_a_report_that_a_person_edited_is_set_aside(dept, capsys):
    cli.build([str(dept), "-o", "报告.docx"])
    cli.build([str(dept), "-o", "报告.docx"])
    assert len([n for n in files(dept.parent) if n.endswith(".docx")]) == 1
    report = dept.parent / "报告.docx"
    report.write_bytes(report.read_bytes() + b"edited")
    cli.build([str(dept), "-o", "报告.docx"])
    aside = list(dept.parent.glob("报告（修改稿*.docx"))
    assert len(aside) == 1
    assert aside[0].read_bytes().endswith(b"edited")
    assert "原报告曾被修改，已另存为" in capsys.readouterr().out


def test_two_reports_in_one_folder_are_told_apart(dept, capsys):
    for name in ("甲.docx", "乙.docx", "甲.docx"):
        assert cli.build([str(dept), "-o", name]) == cli.DONE
    assert "原报告曾被修改" not in capsys.readouterr().out
    assert sorted(p.name for p in dept.parent.glob("*.docx")) == ["乙.docx", "甲.docx"]


REFUSED = {
    "a missing fact": ("劳务派遣: 14, ", "", ["编外人员控制率", "缺数据", "人员.劳务派遣"]),
    "an unknown key": ("在编: 17", "在偏: 17", ["dept.yaml:", "不认识的字段“在偏”", "是否应为“在编”？"]),
    "a number in words": ("在编: 17", "在编: 十几", ["dept.yaml:", "十几"]),
    "a negative amount": ("支出: 606.07", "支出: -606.07", ["dept.yaml:", "不能小于"]),
    "an absurd amount": ("支出: 606.07", "支出: 99999999999", ["dept.yaml:", "超出合理范围"]),
    "an unknown pack": ("套件: futian", "套件: futain", ["dept.yaml:4:", "没有名为“futain”的套件", "futian"]),
    "falling quarters": ("33284.43", "3328.43", ["dept.yaml:"]),
    "a score without a reason": ("    理由: 年度采购计划", "    等级: 年度采购计划", ["dept.yaml:", "须写理由"]),
    "an unknown code": ("\n  C42:\n", "\n  C43:\n", ["dept.yaml:", "自评中的“C43”不在指标体系中"]),
    "an unknown switch": (
        "\n补充:\n",
        "\n选项: {总评导雨: 是}\n补充:\n",
        ["dept.yaml:", "没有选项“总评导雨”", "总评导语"],
    ),
    "a full-width colon": ("年度: 2021", "年度：2021", ["dept.yaml:5:"]),
    "a tab": ("  全称: ", "\t全称: ", ["dept.yaml:7:"]),
    "a duplicate key": ("年度: 2021", "年度: 2021\n年度: 2022", ["dept.yaml:6:", "年度"]),
}


@pytest.mark.parametrize(("old", "new", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_input_is_refused_and_nothing_written(dept, capsys, old, new, told):
    change(dept, old, new)
    before = files(dept.parent)
    assert cli.build([str(dept)]) == cli.REFUSED
    message = capsys.readouterr().err
    assert [piece for piece in told if piece not in message] == [], message
    assert "Traceback" not in message
    assert "未生成任何文件。" in message
    assert files(dept.parent) == before


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "空"), (b"\xff\xfe\x00x1", "UTF"), ("只有一句话".encode(), "dept.yaml"), (None, "找不到")],
)
def test_a_file_that_is_no_dept_yaml(tmp_path, capsys, content, told):
    path = tmp_path / "dept.yaml"
    if content is not None:
        path.write_bytes(content)
    assert cli.build([str(path)]) == cli.REFUSED
    assert told in capsys.readouterr().err


def test_every_missing_mark_is_listed_at_once(dept, capsys):
    change(dept, "劳务派遣: 14, ", "")
    change(dept, "自评:\n", "补充2:\n")
    change(dept, "补充2:\n", "自评:\n")
    text = dept.read_text("utf-8")
    start = text.index("\n  A11:")
    dept.write_text(text[:start] + text[text.index("\n  A21:", start) :], "utf-8")
    assert cli.build([str(dept)]) == cli.REFUSED
    message = capsys.readouterr().err
    for name in ("预算编制合理性", "预算编制规范性", "编外人员控制率"):
        assert name in message


def test_a_draft_is_made_of_what_there_is(dept, capsys):
    change(dept, "劳务派遣: 14, ", "")
    assert cli.build([str(dept), "--draft"]) == cli.DONE
    assert "总分：待定" in capsys.readouterr().out
    assert any("草稿" in name for name in files(dept.parent) if name.endswith(".docx"))


@pytest.mark.parametrize("options", [[], ["--review"]])
def test_an_output_that_is_a_folder(dept, capsys, options):
    assert cli.build([str(dept), "-o", str(dept.parent), *options]) == cli.DONE
    assert "共 1 个部门：已生成 1" in capsys.readouterr().out
    (made,) = (path for path in dept.parent.iterdir() if path.is_dir() and path.name != ".reportgen")
    assert made.name.endswith("-2021")
    assert [path.suffix for path in sorted(made.iterdir())] == [".docx", ".json"]


USAGE = {
    "no file": ([], "缺少参数 DEPT.YAML"),
    "an unknown option": (["x.yaml", "--drft"], "没有选项 --drft。是否应为“--draft”？"),
    "an option without its value": (["x.yaml", "-o"], "选项 -o 后面缺少值"),
}


@pytest.mark.parametrize(("arguments", "told"), USAGE.values(), ids=USAGE.keys())
def test_usage_errors(capsys, arguments, told):
    assert cli.build(arguments) == cli.USAGE
    assert told in capsys.readouterr().err


def test_an_unknown_command_names_the_nearest(capsys):
    assert cli.main(["explian"]) == cli.USAGE
    assert "没有命令“explian”。是否应为“explain”？" in capsys.readouterr().err


def test_version(capsys):
    assert (cli.main(["--version"]), capsys.readouterr().out) == (0, f"reportgen {reportgen.__version__}\n")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in cli.commands.later)])
def test_help_is_chinese(capsys, arguments):
    assert cli.main(arguments) == cli.DONE
    out = capsys.readouterr().out
    assert out.startswith("用法：")
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in out


@pytest.mark.parametrize("group", [cli.commands, pack], ids=lambda group: group.name)
def test_the_line_of_a_command_in_the_help_of_its_group_is_its_own(group):
    for name, later in group.later.items():
        command = group.get_command(None, name)
        assert (command.name, command.get_short_help_str(70)) == (name, later.line)


def test_score_shows_every_indicator(dept, capsys):
    assert cli.main(["score", str(dept)]) == cli.DONE
    out = capsys.readouterr().out
    assert "94.94" in out
    for code in ("A11", "B42", "C42"):
        assert code in out


@pytest.mark.parametrize("asked", ["编外人员控制率", "B42"])
def test_explain_prints_formula_numbers_lines_tier_and_basis(dept, capsys, asked):
    assert cli.main(["explain", str(dept), asked]) == cli.DONE
    out = capsys.readouterr().out
    for piece in ("编外人数 ÷ (编内人数 + 编外人数)", "14 ÷ (19 + 14) = 42.42%", "dept.yaml:", "＞10%", "依据"):
        assert piece in out


@pytest.mark.parametrize("asked", ["预算执行率", "C21"])
def test_explain_tells_how_quarterly_progress_came_about(dept, capsys, asked):
    assert cli.main(["explain", str(dept), asked]) == cli.DONE
    out = capsys.readouterr().out
    for piece in (
        "算式  季度.累计进度.一季度 ＝",
        "12693.28 ÷ 81164.95 = 15.64%",
        "dept.yaml:158:10",
        "dept.yaml:159:10",
    ):
        assert piece in out


def test_explain_prints_facts_that_a_rule_reads_with_their_lines(dept, capsys):
    dept.with_name("整改.yaml").unlink()  # its sentences name the spending of each quarter
    text = dept.read_text("utf-8").replace(
        "累计支出: [12693.28, 33284.43, 52925.34, 79260.57]", "累计进度: [20%, 40%, 60%, 90%]"
    )
    dept.write_text(text, "utf-8")
    assert cli.main(["explain", str(dept), "C21"]) == cli.DONE
    assert "季度.累计进度.一季度 ＝ 20.00%　" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "pieces"),
    [
        ("政府采购执行率", ["730.68 ÷ 1931.52 = 37.83%", "dept.yaml:129:35", "用于  B11 政府采购执行情况"]),
        ("财政供养人数", ["人员.在编 + 人员.工勤", "17 + 1 = 18"]),
        ("C11.1", ["C11 公用经费控制率的一部分", "4.79 ÷ 8.67 = 55.25%", "得分  3（扣 0）"]),
        ("资金调整、调剂规范性", ["B12.2", "超过10%的部分", "得分  0（扣 1）"]),
        ("资产.总额", ["资产.总额 ＝ 4013.55", "dept.yaml:132:7"]),
        ("收支表.合计.执行率", ["79260.57 ÷ 81164.95 = 97.65%", "dept.yaml:101:41"]),
        ("收支表", ["收支表.合计.年初", "43189.21", "预算.合计.支出 ÷ 预算.合计.调整后"]),
        ("收入表", ["收入表：资料里没有填写这张表的数"]),
        ("评分表", ["编外人员控制率", "总分：94.94 分"]),
        ("序时.一季度", ["序时.一季度 ＝ 25%　framework.yaml:"]),
    ],
)
def test_explain_knows_formulas_parts_and_fields_by_name(dept, capsys, asked, pieces):
    assert cli.main(["explain", str(dept), asked]) == cli.DONE
    out = capsys.readouterr().out
    for piece in pieces:
        assert piece in out


def test_explain_of_an_unknown_indicator_names_the_nearest(dept, capsys):
    assert cli.main(["explain", str(dept), "编外人员控制"]) == cli.REFUSED
    assert "是否应为“编外人员控制率”？" in capsys.readouterr().err


def test_a_new_file_loads_and_asks_for_everything(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "--pack", "futian", "dept.yaml"]) == cli.DONE
    text = Path("dept.yaml").read_text("utf-8")
    for piece in ("套件: futian", "万元", "A11: {得分", "累计支出"):
        assert piece in text
    assert cli.build(["dept.yaml", "--draft"]) == cli.DONE, "the form as it is"
    assert cli.build(["dept.yaml"]) == cli.REFUSED
    assert "“部门.全称”还没有填" in capsys.readouterr().err
    Path("dept.yaml").write_text(text.replace("【待填：部门全称】", "某区某局", 1), "utf-8")
    assert cli.build(["dept.yaml"]) == cli.REFUSED
    assert "资料未齐，总分待定" in capsys.readouterr().err
    assert cli.build(["dept.yaml", "--draft"]) == cli.DONE


def test_new_never_overwrites(dept, capsys):
    before = dept.read_bytes()
    assert cli.main(["new", "--pack", "futian", str(dept)]) == cli.REFUSED
    assert dept.read_bytes() == before


def test_the_schema_is_json_with_chinese_keys(capsys):
    assert cli.main(["schema"]) == cli.DONE
    schema = json.loads(capsys.readouterr().out)
    assert {"套件", "年度", "部门", "预算", "自评"} <= set(schema["properties"])


def test_samples_name_the_schema_that_ships():
    shipped = json.loads((ROOT / "data" / "dept.schema.json").read_text("utf-8"))
    assert shipped == json_schema()


def test_a_review_copy_stands_beside_the_report(dept, capsys):
    change(dept, "劳务派遣: 14, ", "")
    assert cli.build([str(dept), "--review"]) == cli.DONE
    out = capsys.readouterr().out
    assert "核对稿：" in out
    assert "总分：待定" in out
    copy = "深圳市福田区科技创新局2021年度部门整体支出绩效自评报告（核对稿）.docx"
    assert files(dept.parent) == sorted(["dept.yaml", "整改.yaml", "评价结果（草稿）.json", copy])
