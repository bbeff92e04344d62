"""Names of files made from data: none leads out of the folder, none is refused by Windows."""

import pytest
from dossier import written
from hypothesis import given
from hypothesis import strategies as st

from reportgen import cli, files

TAIL = "2021年度报告.docx"
NAMES = [
    ("某局", "某局2021年度报告.docx"),
    ("某局/大数据局", "某局／大数据局2021年度报告.docx"),
    ("../某局", "／某局2021年度报告.docx"),
    ("..\\..\\某局", "＼..＼某局2021年度报告.docx"),
    ("某局:数据科", "某局：数据科2021年度报告.docx"),
    ('甲?乙*丙"丁<戊>己|庚', "甲？乙＊丙＂丁＜戊＞己｜庚2021年度报告.docx"),
    ("甲\n乙\t丙", "甲 乙 丙2021年度报告.docx"),
    ("甲\u202e乙\x00丙\x7f", "甲乙丙2021年度报告.docx"),
    ("\udcff局", "局2021年度报告.docx"),
    ("", "2021年度报告.docx"),
    ("局" * 300, "局" * 59 + "2021年度报告.docx"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_name(name, expected):
    assert files.safe_name(name, TAIL) == expected


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT¹", "aux "])
def test_devices_of_windows(name):
    assert files.safe_name(name, ".docx") == f"_{name.strip()}.docx"


@given(st.text(), st.text())
def test_any_name(head, tail):
    name = files.safe_name(head, tail)
    assert name not in ("", ".", "..")
    assert not set(name) & set('<>:"/\\|?*\n\r\0')
    assert name[-1] not in ". "
    assert len(name.encode()) <= 210


HOSTILE = ["科技局/大数据局", "../某局", "某局:数据", "甲\n乙", "局" * 300, "CON", "某局.", "/etc/某局", "C:\\某局"]
WAYS = [["build", "--draft"], ["build", "--review"], ["ledger", "--draft"]]  # all name what they write by one function


@pytest.mark.slow
@pytest.mark.parametrize(("number", "name"), list(enumerate(HOSTILE)))
def test_every_output_lies_beside_dept_yaml(tmp_path, number, name):
    dept = written(tmp_path / "甲" / "乙", {"部门/全称": name})
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    command, option = WAYS[number % len(WAYS)]
    assert cli.main([command, str(dept), option]) == cli.DONE
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.parent for path in made} == {dept.parent}
    assert len([path for path in made if path.suffix in (".docx", ".xlsx")]) == 1
