"""audit: reports of every form, what is no report, and the forms of output."""

import json
from io import BytesIO

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from reportgen.audit import exports, readers
from reportgen.audit.auditing import audit
from reportgen.cache.store import users
from reportgen.cli import audit as command
from reportgen.diagnostics import Refused
from reportgen.statements.codes import titles

TEXT = """2031年度部门整体绩效评价报告
部门名称（公章）：深圳市福田区某某局
一、部门基本情况
2031年我局部门预算调整后10.00万元，实际支出5.00万元，预算执行率51%。
"""


def word_file(text=TEXT):
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=2)
    for cells in (("项目", "金额"), ("甲", "1.00"), ("乙", "2.00"), ("合计", "3.05")):
        for cell, said in zip(table.add_row().cells, cells, strict=True):
            cell.text = said
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def told(path):
    return [(r.code, r.level.value, r.quote) for r in audit(path, cache=users()).remarks]


def test_a_text_file(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    assert told(path) == [("K101", "错误", "预算执行率51%")]


def test_a_text_file_of_gb18030(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert told(path) == [("K101", "错误", "预算执行率51%")]


def test_a_word_file_with_its_tables(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(word_file())
    assert told(path) == [("K101", "错误", "预算执行率51%"), ("K204", "错误", "合计 3.05")]


def test_json_and_sarif(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    out = CliRunner().invoke(command.audit, [str(path), "--format", "json"]).output
    assert json.loads(out) == {
        "意见": [
            {
                "代码": "K101",
                "级别": "错误",
                "行": 4,
                "位置": "一、部门基本情况 第1段",
                "原文": "预算执行率51%",
                "应为": "50%",
                "说明": "按后数÷前数（10.00、5.00）应为50.00%",
            }
        ]
    }
    log = json.loads(exports.as_sarif(audit(path, cache=users()).remarks, "报告.txt", "1", titles()))
    result = log["runs"][0]["results"][0]
    assert (result["ruleId"], result["level"]) == ("K101", "error")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 4


def test_the_terminal_groups_by_kind(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    out = CliRunner().invoke(command.audit, [str(path)]).output
    assert "【比率】" in out
    assert "原文：预算执行率51%" in out
    assert "核查意见：错误 1 条" in out


PDF_WITHOUT_TEXT = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "文件是空的"),
        ("短.txt", "绩效评价".encode(), "几乎没有文字"),
        ("别的.txt", ("春江潮水连海平，海上明月共潮生。" * 9).encode(), "看不出是绩效评价报告"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "不能直接读取 .doc 文件"),
        ("文.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "不能直接读取 .wps 文件"),
        ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "加密"),
        ("坏.docx", b"PK\x03\x04" + b"0" * 99, "不是完好的 .docx 文件"),
        ("坏.pdf", b"%PDF-1.7\n" + b"0" * 99, "PDF"),
        ("扫描.pdf", PDF_WITHOUT_TEXT, "没有文字"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "文本"),
    ],
)
def test_what_is_no_report_is_said_so(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        readers.read(path)
    told = [d.message + d.hint for d in refused.value.diagnostics]
    assert any(said in text for text in told), told


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused) as refused:
        readers.read(tmp_path / "没有.docx")
    assert "找不到文件" in str(refused.value)


def test_ten_megabytes_of_text_are_no_report(tmp_path):
    path = tmp_path / "长.txt"
    path.write_bytes((TEXT * 60_000)[:4_200_000].encode())
    with pytest.raises(Refused) as refused:
        readers.read(path)
    assert "不像一份报告" in str(refused.value)


def run(*arguments):
    return CliRunner().invoke(command.audit, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_table_in_word_and_in_excel_to_be_sent_back(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    assert run(path, "--format", "docx").exit_code == 0
    (table,) = docx.Document(str(tmp_path / "报告核查意见表.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == list(exports.HEADS)
    assert rows[1][:5] == ["1", "第4行 一、部门基本情况 第1段", "预算执行率51%", "比率 K101", "50%"]
    assert run(path, "--format", "xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "报告核查意见表.xlsx").active
    assert [cell.value for cell in sheet[3]][2] == "预算执行率51%"


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "意见.txt"], b"\xe6\xa0\xb8\xe6\x9f\xa5\xef\xbc\x9a"),
        (["-o", "意见.json"], b'{\n  "'),
        (["-o", "意见.sarif"], b'{\n  "$schema"'),
        (["-o", "意见.docx"], b"PK"),
        (["-o", "意见.xlsx"], b"PK"),
        (["--format", "sarif", "-o", "意见.json"], b'{\n  "$schema"'),
    ],
)
def test_the_suffix_says_what_is_written(tmp_path, monkeypatch, options, begins):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_text(TEXT, "utf-8")
    assert run("报告.txt", *options).exit_code == 0
    assert (tmp_path / options[-1]).read_bytes().startswith(begins)


@pytest.mark.parametrize("options", [["-o", "意见.md"], ["-o", "意见"], ["--format", "text", "-o", "意见.docx"]])
def test_no_output_is_passed_over(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_text(TEXT, "utf-8")
    with pytest.raises(Refused) as refused:
        run("报告.txt", *options)
    assert "意见.txt" in str(refused.value)
    assert not (tmp_path / options[-1]).exists()


def test_comments_stand_at_their_places_in_a_copy(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(word_file())
    before = path.read_bytes()
    assert run(path, "--annotate").exit_code == 0
    made = docx.Document(str(tmp_path / "报告（核查批注）.docx"))
    assert [comment.text.split("：")[0] for comment in made.comments] == ["错误 K101", "错误 K204"]
    assert path.read_bytes() == before


def test_only_word_files_can_be_annotated(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(Refused):
        run(path, "--annotate")
