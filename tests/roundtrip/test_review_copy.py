"""The review copy: the report with comments, absorbed like the report, and never in its way."""

import datetime as dt
import shutil
from functools import cache
from pathlib import Path

import libreoffice
import pytest
from roundtrip_desk import Desk, press, replace
from sample import COMPACT, FUTIAN, inputs

from reportgen import pipeline, word
from reportgen.pipeline.outputs import review
from reportgen.stages.last_run import keep_edits
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import text, w
from reportgen.word.returned import regions

NOW = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
SAMPLES = [FUTIAN, *sorted(p for p in COMPACT.glob("*/dept.yaml") if p != FUTIAN)]


@cache
def copied(dept: Path) -> tuple[bytes, bytes]:
    """The draft of a sample and its review copy."""
    given = inputs(dept)
    evaluation, _ = pipeline.evaluate(given, draft=True)
    notes = pipeline.reviewed(given, evaluation, NOW)
    return pipeline.printed(evaluation, press(dept)), pipeline.printed(evaluation, press(dept), notes)


@pytest.fixture
def desk(tmp_path) -> Desk:
    """A copy of the sample with its review copy for the report."""
    desk = Desk(tmp_path)
    desk.report.write_bytes(copied(FUTIAN)[1])
    return desk


def comments(made: bytes) -> list[tuple[str, list[str]]]:
    """The text of the paragraph that each comment ends in, and its lines."""
    finished = Finished(made)
    ends = {r.get(w("id")): r for r in finished.tree(finished.main).iter(w("commentReference"))}
    return [
        (text(next(ends[one.get(w("id"))].iterancestors(w("p")))), [text(p) for p in one])
        for one in finished.tree("word/comments.xml")
    ]


@pytest.mark.few(2)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.parent.name)
def test_it_reads_as_the_draft_does_and_is_sound(path):
    draft, made = copied(path)
    assert word.outline(made) == word.outline(draft)
    assert word.check(made) == []
    assert [r.told for r in regions.read(made).regions] == [r.told for r in regions.read(draft).regions]
    said = comments(made)
    assert len(said) > 50
    for finding in pipeline.evaluate(inputs(path))[0].findings:
        for words in (finding.title, finding.description, *(m.text.rstrip("。") for m in finding.measures)):
            assert any(words in where for where, _ in said), words


def test_every_row_of_the_score_table_and_every_remark_has_its_comment():
    evaluation = pipeline.evaluate(inputs())[0]
    lines = [lines[0] for _, lines in comments(copied(FUTIAN)[1])]
    for node in evaluation.scorecard.nodes:
        if node.mark:
            assert any(line.startswith(f"{node.name}（{node.code}）：") for line in lines)
            assert any(line.startswith(f"指标：{node.name}（{node.code}）") for line in lines)
    assert "人员经费执行率：606.07 ÷ 670.89 = 90.34%" in lines, "a figure that stands only in a table"


def test_the_final_report_has_none(tmp_path):
    final = Desk(tmp_path).report.read_bytes()
    assert not [name for name in archive.read(final) if "comment" in name]
    assert b"comment" not in Finished(final).data("word/document.xml")
    assert b"annotation" not in Finished(final).data("word/styles.xml")


def test_it_is_dated_by_the_clock_it_is_given():
    dates = {c.get(w("date")) for c in Finished(copied(FUTIAN)[1]).tree("word/comments.xml")}
    assert dates == {"2022-03-01T00:00:00Z"}


def test_it_never_replaces_the_report_nor_its_result_and_is_set_aside_when_edited(tmp_path):
    desk = Desk(tmp_path)
    (tmp_path / "评价结果.json").write_text('{"报告": {}}', "utf-8")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    first = pipeline.produce(desk.dept, pipeline.Order("review", desk.report, press(FUTIAN)), NOW)
    desk.report = first.path
    desk.say("问题.B42.标题", "超出财政考核标准", "高于财政考核标准")
    edited = desk.report.read_bytes()
    again = pipeline.produce(desk.dept, pipeline.Order("review", desk.report, press(FUTIAN)), NOW)
    after = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert {name: after[name] for name in before} == before
    aside = "报告（核对稿）（修改稿20220301-000000）.docx"
    assert after.keys() - before.keys() == {"报告（核对稿）.docx", "评价结果（草稿）.json", aside}
    assert after[aside] == edited
    assert ["kept" in {d.code for d in built.diagnostics} for built in (first, again)] == [False, True]
    assert keep_edits(desk.report, NOW) == []


def test_a_draft_under_a_name_of_its_own_does_not_hide_the_final_result(tmp_path):
    result = tmp_path / "评价结果.json"
    shutil.copy(FUTIAN, tmp_path)
    result.write_text('{"报告": {}}', "utf-8")
    pipeline.build(tmp_path / "dept.yaml", tmp_path / "样稿.docx", draft=True, pack=press(FUTIAN), now=NOW)
    assert result.read_text("utf-8") == '{"报告": {}}'
    assert (tmp_path / "评价结果（草稿）.json").is_file()


EDITS = [
    ("问题.B42.标题", "超出财政考核标准", "高于财政考核标准", "整改.yaml"),
    ("问题.A21+A22.原因", "各科室分头编报", "有关科室分头编报", "整改.yaml"),
    ("问题.A21+A22.措施.2", "按业务类型", "按业务类别", "整改.yaml"),
    ("叙述.人员管理", "辅助性工作", "事务性工作", "dept.yaml"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "old", "new", "file"), EDITS)
def test_what_is_changed_in_it_is_absorbed(desk, tag, old, new, file):
    desk.say(tag, old, new)
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.written] == [tag]
    assert new in (desk.dept.parent / file).read_text("utf-8")
    assert desk.absorb().written == ()


def test_one_that_nobody_changed_has_nothing_to_absorb(desk):
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting, absorbed.files, absorbed.diagnostics) == ((), (), (), ())


@pytest.mark.slow
@libreoffice.NEEDED
def test_libreoffice_may_save_it_again_and_again(desk, tmp_path):
    """With comments that ended before a control, each of its saves cost the controls behind it a character."""
    once, twice = tmp_path / "once.docx", tmp_path / "twice.docx"
    libreoffice.save((desk.report, once), (once, twice))
    desk.report = twice
    said = comments(desk.report.read_bytes())
    assert [lines for _, lines in said] == [lines for _, lines in comments(copied(FUTIAN)[1])]
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting, absorbed.diagnostics) == ((), (), ())


@pytest.mark.slow
def test_what_is_asked_for_is_highlighted_and_can_be_filled_in(tmp_path):
    desk = Desk(tmp_path)
    (tmp_path / "整改.yaml").unlink()
    desk.dept.write_text(desk.yaml.replace("劳务派遣: 14, ", ""), "utf-8")
    desk.report = pipeline.produce(desk.dept, pipeline.Order("review", pack=press(FUTIAN)), NOW).path
    finished = Finished(desk.report.read_bytes())
    runs = [r for r in finished.tree(finished.main).iter(w("r")) if r.find(f".//{w('highlight')}") is not None]
    yellow = {text(run) for run in runs}
    assert {"【待填：主要原因】", "【待填：责任科室】", "【待填：得分】"} <= yellow
    said = [lines for _, lines in comments(desk.report.read_bytes())]
    assert ["尚缺主要原因"] in said
    assert any(lines[0] == "编外人员控制率（B42）缺数据，不能算总分" for lines in said)
    desk.edit(lambda _, found: replace(found["问题.C21.原因"], "【待填：主要原因】", "项目集中在下半年评审。"))
    assert [str(e.place) for e in desk.absorb().written] == ["问题.C21.原因"]
    assert "原因: 项目集中在下半年评审。" in desk.people


def test_a_name_that_says_what_it_is_stays() -> None:
    names = ("核对稿.docx", "报告.docx", "报告（草稿）.docx", "报告（核对稿）.docx")
    made = [review.OUTPUT.target(Path(name)).name for name in names]
    assert made == ["核对稿.docx", "报告（核对稿）.docx", "报告（核对稿）.docx", "报告（核对稿）.docx"]
