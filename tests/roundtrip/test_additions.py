"""A measure added in Word: the paragraph of another copied, with its controls, and typed over."""

from __future__ import annotations

import copy

import pytest
from lxml import etree
from roundtrip_desk import codes, replace, rewrite
from sample import read_inputs
from small_office import Office, told
from small_report import press

from reportgen import pipeline
from reportgen.roundtrip.absorb import Absorbed, absorb
from reportgen.word.ooxml.wordml import w

MEASURE = "问题.A1.措施.1"
TYPED = {"1": "新增〔二〕台账", "责任科室": "财务科", "时限": "2026年12月底前", "成果": "台账"}


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path)


def added(office: Office, typed: dict[str, str] = TYPED, *, before: bool = False) -> Absorbed:
    """The paragraph of the first measure copied and typed over; what absorb makes of it."""
    report = office.reports[-1].path

    def change(_, found):
        paragraph = next(found[MEASURE].iterancestors(w("p")))
        made = copy.deepcopy(paragraph)
        (paragraph.addprevious if before else paragraph.addnext)(made)
        for control in made.iter(w("sdt")):
            tag = control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
            content = control.find(w("sdtContent"))
            replace(content, told(content), typed.get(tag.rpartition(".")[2], told(content)))

    rewrite(report, change)
    return absorb(report, office.dept, press=press())


@pytest.mark.parametrize("before", [False, True])
def test_a_copied_measure_is_a_new_measure(office: Office, before: bool) -> None:
    absorbed = added(office, before=before)
    assert [(str(e.place), e.after.words) for e in absorbed.written] == [("问题.A1.措施.新增1", TYPED["1"])]
    assert codes(absorbed) == []
    people = read_inputs(office.dept, press().pack).people
    measures = people.entries[0].measures
    assert [m.text for m in measures][:-1] == ["以8人为上限。", "每季度核对一次。"]
    assert measures[-1].text == TYPED["1"]
    assert (measures[-1].due, measures[-1].outcome) == (TYPED["时限"], TYPED["成果"])


@pytest.mark.parametrize(
    ("beside", "advice"),
    [
        (MEASURE, "要作为整改措施的，请写进 整改.yaml 这个问题的“措施”，或在 Word 里复制旁边一条措施的整段再改写"),
        ("", "叙述请写在所属部分的末段之后，或写进资料的“叙述”；每份报告都要有的，请编辑套件的人加"),
    ],
)
def test_a_paragraph_that_is_no_copy_is_told_with_what_to_do(office: Office, beside: str, advice: str) -> None:
    report = office.reports[-1].path

    def change(tree, found):
        paragraph = next(found[beside].iterancestors(w("p")) if beside else tree.iter(w("p")))
        made = copy.deepcopy(paragraph)
        for child in list(made):
            made.remove(child)
        etree.SubElement(etree.SubElement(made, w("r")), w("t")).text = "五是每月核对。"
        paragraph.addnext(made)

    rewrite(report, change)
    absorbed = absorb(report, office.dept, press=press())
    assert absorbed.written == ()
    assert [(d.message, d.hint) for d in absorbed.diagnostics] == [
        ("报告里新写的文字没有收回：“五是每月核对。”", advice)
    ]


def test_absorbed_again_it_is_not_added_again(office: Office) -> None:
    added(office)
    stands = office.people.read_text("utf-8")
    again = absorb(office.reports[-1].path, office.dept, press=press())
    assert (list(again.written), codes(again)) == ([], [])
    assert office.people.read_text("utf-8") == stands


def test_a_copy_that_says_the_same_is_none(office: Office) -> None:
    stands = office.people.read_text("utf-8")
    assert not added(office, {}).written
    assert office.people.read_text("utf-8") == stands


def test_braces_in_a_new_measure_are_told(office: Office) -> None:
    absorbed = added(office, {"1": "按{{ 年度 }}年办"})
    assert not absorbed.written and "no-entry" in codes(absorbed)


def test_what_was_asked_for_goes_once_it_is_answered_in_word(office: Office) -> None:
    draft = office.folder / "草稿.docx"
    inputs = read_inputs(office.dept, press().pack)
    draft.write_bytes(pipeline.printed(pipeline.evaluate(inputs, draft=True)[0], press()))

    def change(_, found):
        replace(found["问题.A1.原因"], told(found["问题.A1.原因"]), "任务增加")

    rewrite(draft, change)
    before = office.people.read_text("utf-8")
    absorb(draft, office.dept, press=press())
    after = office.people.read_text("utf-8")
    assert before.count("# 待填：写明造成失分的具体原因") - after.count("# 待填：写明造成失分的具体原因") == 1
    assert "    原因: 任务增加\n" in after


ANSWERS = ("原因: 任务增加", "原因:\n      任务增加", "原因: |\n      任务增加", '原因: "任务增加"')


@pytest.mark.parametrize("typed", ANSWERS)
def test_what_was_asked_for_goes_however_it_is_answered(office: Office, typed: str) -> None:
    asked = "    # 待填：写明造成失分的具体原因\n"
    text = office.people.read_text("utf-8")
    office.people.write_text(text.replace(f"{asked}    原因:\n", f"{asked}    {typed}\n", 1), "utf-8")
    office.draft()
    assert office.people.read_text("utf-8").count(asked) == text.count(asked) - 1
