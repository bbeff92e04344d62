"""reportgen ledger: where the workbook goes, and that nothing typed into it is lost."""

import json
import shutil

import pytest
from openpyxl import load_workbook
from sample import FUTIAN

from reportgen import cli

NAME = "深圳市福田区科技创新局2021年度绩效评价问题整改台账"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the sample in a folder of its own."""
    shutil.copy(FUTIAN, tmp_path)
    shutil.copy(FUTIAN.with_name("整改.yaml"), tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def books(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("*.xlsx"))


def test_it_goes_beside_the_data_and_again_into_the_same_file(folder, capsys):
    for _ in range(2):
        assert cli.main(["ledger", "dept.yaml"]) == cli.DONE
        assert f"整改台账：{NAME}.xlsx" in capsys.readouterr().out
    assert books(folder) == [f"{NAME}.xlsx"]


def test_a_workbook_that_a_person_filled_in_is_set_aside(folder, capsys):
    cli.main(["ledger", "dept.yaml"])
    book = load_workbook(f"{NAME}.xlsx")
    book.active["K4"] = "已梳理12个项目"
    book.save(f"{NAME}.xlsx")
    capsys.readouterr()
    assert cli.main(["ledger", "dept.yaml"]) == cli.DONE
    told = capsys.readouterr().out
    assert "原台账曾被修改，已另存为" in told
    assert "新台账未含这些修改" in told
    (aside,) = folder.glob(f"{NAME}（修改稿*.xlsx")
    assert load_workbook(aside).active["K4"].value == "已梳理12个项目"
    assert load_workbook(f"{NAME}.xlsx").active["K4"].value is None


@pytest.mark.slow
def test_the_report_and_the_list_know_of_each_other(folder, capsys):
    assert cli.build(["dept.yaml"]) == cli.DONE
    built = json.loads((folder / "评价结果.json").read_text("utf-8"))
    cli.main(["ledger", "dept.yaml"])
    listed = json.loads((folder / "评价结果.json").read_text("utf-8"))
    assert {**listed, "报告": None} == {**built, "报告": None}, "the result stays that of the report"
    cli.build(["dept.yaml"])
    cli.main(["ledger", "dept.yaml"])
    assert "曾被修改" not in capsys.readouterr().out


def test_a_draft_has_a_name_and_a_result_of_its_own(folder):
    assert cli.main(["ledger", "dept.yaml", "--draft"]) == cli.DONE
    assert books(folder) == [f"{NAME}（草稿）.xlsx"]
    assert not (folder / "评价结果.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "台账.docx"], ["台账.docx: 错误：整改台账是 Excel 工作簿，文件名应以 .xlsx 结尾", "请写作“台账.xlsx”"]),
        (["-o", "."], ["输出位置是一个文件夹"]),
    ],
)
def test_a_wrong_output_is_refused(folder, capsys, arguments, told):
    before = sorted(folder.iterdir())
    assert cli.main(["ledger", "dept.yaml", *arguments]) == cli.REFUSED
    message = capsys.readouterr().err
    assert [piece for piece in told if piece not in message] == [], message
    assert sorted(folder.iterdir()) == before


def test_an_unknown_state_is_refused_at_its_place(folder, capsys):
    path = folder / "整改.yaml"
    path.write_text(path.read_text("utf-8").replace("        成果: ", "        状态: 完成\n        成果: ", 1), "utf-8")
    assert cli.main(["ledger", "dept.yaml"]) == cli.REFUSED
    message = capsys.readouterr().err
    line = path.read_text("utf-8")[: path.read_text("utf-8").index("状态: 完成")].count("\n") + 1
    assert f"整改.yaml:{line}:13: 错误" in message
    assert "是否应为“已完成”？可选：未开始、整改中、已完成、长期坚持" in message
    assert books(folder) == []
