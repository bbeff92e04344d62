"""absorb where a file is foreign, older, locked, saved by somebody else or not to be written: nothing is lost."""

import docx
import pytest
from roundtrip_desk import Desk, codes

from reportgen import files
from reportgen.diagnostics import Refused
from reportgen.roundtrip import yaml_edits
from reportgen.roundtrip.absorb import absorb
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_bad_file_is_refused(desk):
    before = desk.yaml, desk.people
    for content, code in ((b"PK not a zip", "not-docx"), (b"", "not-docx")):
        desk.report.write_bytes(content)
        with pytest.raises(Refused) as refused:
            desk.absorb()
        assert refused.value.diagnostics[0].code == code
    desk.report.unlink()
    with pytest.raises(Refused, match="找不到报告"):
        desk.absorb()
    assert (desk.yaml, desk.people) == before


def test_a_foreign_document_is_refused(desk):
    made = docx.Document()
    made.add_paragraph("别处来的文件")
    made.save(str(desk.report))
    with pytest.raises(Refused, match="没有内容控件"):
        desk.absorb()


@pytest.mark.parametrize(("old", "new"), [("年度: 2021", "年度: 2020"), ("全称: 深圳市福田区", "全称: 深圳市某某区")])
def test_the_report_of_another_department_or_year_is_refused(desk, old, new):
    desk.dept.write_text(desk.yaml.replace(old, new, 1), "utf-8")
    with pytest.raises(Refused, match="请核对报告和"):
        desk.absorb()


def test_names_the_wrong_way_round_are_told(desk):
    for report in (desk.report, desk.report.with_name("台账.xlsx")):
        with pytest.raises(Refused, match="两个文件名的次序颠倒了"):
            absorb(desk.dept, report)


def test_two_runs_at_once_do_not_write_over_each_other(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    before = desk.yaml
    with files.locked(desk.dept), pytest.raises(Refused, match="另一个程序正在更新"):
        desk.absorb()
    assert desk.yaml == before
    assert desk.absorb().written


def test_a_file_that_somebody_else_is_drafting_leaves_both_as_they_were(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.say("问题.B12.标题", "代拨经费较多", "代拨经费偏多")
    before = desk.yaml, desk.people
    drafting = files.locked(desk.dept.with_name("整改.yaml"))
    with drafting, pytest.raises(Refused, match=r"另一个程序正在更新“整改\.yaml”"):
        desk.absorb()
    assert (desk.yaml, desk.people) == before
    assert len(desk.absorb().written) == 2


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["dept.yaml", "整改.yaml"])
def test_what_somebody_saved_meanwhile_is_not_written_over(desk, monkeypatch, name):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.say("问题.B12.标题", "代拨经费较多", "代拨经费偏多")
    path = desk.dept.with_name(name)
    saved = path.read_text("utf-8") + "# 同事刚刚保存\n"
    put, other = yaml_edits.put_problem, desk.dept.with_name({"dept.yaml": "整改.yaml"}.get(name, "dept.yaml"))
    before = other.read_text("utf-8")

    def meanwhile(*arguments):
        path.write_text(saved, "utf-8")
        return put(*arguments)

    monkeypatch.setattr(yaml_edits, "put_problem", meanwhile)
    with pytest.raises(Refused, match=f"“{name}”在此期间被人保存过"):
        desk.absorb()
    assert path.read_text("utf-8") == saved
    monkeypatch.undo()
    assert other.read_text("utf-8") == before
    desk.absorb()
    assert "事务性工作" in desk.yaml
    assert "代拨经费偏多" in desk.people
    assert path.read_text("utf-8").endswith("# 同事刚刚保存\n")


def test_a_file_that_cannot_be_written_is_told(desk, monkeypatch):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    before = desk.yaml

    def readonly(self, target):
        raise PermissionError(13, "只读")

    monkeypatch.setattr(type(desk.dept), "replace", readonly)
    with pytest.raises(Refused, match="文件无法写入，可能正在 Word 或 WPS 中打开"):
        desk.absorb()
    assert desk.yaml == before


def test_a_report_older_than_the_data_says_so_and_its_texts_are_marked(desk):
    desk.say("问题.B42.标题", "超出财政考核标准", "超出标准42.42%")
    desk.dept.write_text(desk.yaml.replace("劳务派遣: 14", "劳务派遣: 13"), "utf-8")
    absorbed = desk.absorb()
    told = next(d.message for d in absorbed.diagnostics if d.code == "older-report")
    assert told.startswith("报告生成后资料中的数字有变：编外人员控制率 42.42% → 40.63%，")
    assert "{数字: 编外人员控制率, 原: 42.42%, 现: 40.63%, 文字: 标题}" in desk.people


def test_a_report_whose_properties_are_gone_is_read_by_its_bookmarks(desk):
    desk.say("问题.B42.标题", "超出财政考核标准", "高于财政考核标准")
    finished = Finished(desk.report.read_bytes())
    kept = [entry for name, entry in finished.entries.items() if name != "docProps/custom.xml"]
    desk.report.write_bytes(archive.write(kept))
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.written] == ["问题.B42.标题"]
    assert codes(absorbed) == ["no-identity"]
