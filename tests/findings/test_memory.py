"""What the tool remembers of 整改.yaml: read where it is its own, found again by codes, written where it changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from small import Desk, given

from reportgen.findings.draft import desk, evidence, memory
from reportgen.findings.draft.apply import Applied, Counts
from reportgen.findings.draft.memory import Memory, Remembered, Seen
from reportgen.findings.draft.plan import of_codes, plan
from reportgen.findings.draft.three_way import merge_measures
from reportgen.findings.rectification import MeasureEntry
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Manuscript
from reportgen.pipeline import assess
from reportgen.values import replace

NONE = Counts(0, 0, 0, 0)
KNOWN = Memory(entries=(Remembered(codes=("A1",), figures={"编外率": "40.00%"}),))

LOADED = {
    "as it was written": (KNOWN.to_json(), KNOWN, []),
    "of another version": (KNOWN.to_json().replace('"版本": 1', '"版本": 99'), Memory(), ["memory"]),
    "damaged": (KNOWN.to_json()[:-9], Memory(), ["memory"]),
    "no file": (None, Memory(), []),
}


@pytest.mark.parametrize(("text", "found", "codes"), LOADED.values(), ids=LOADED.keys())
def test_only_what_the_tool_wrote_is_remembered(
    tmp_path: Path, text: str | None, found: Memory, codes: list[str]
) -> None:
    if text is not None:
        (tmp_path / memory.FILE).write_text(text, "utf-8")
    loaded, said = memory.load(tmp_path)
    assert (loaded, [d.code for d in said]) == (found, codes)


def of(*codes: str, gone: bool = False, title: str = "") -> Remembered:
    return Remembered(codes=codes, gone=gone, title=title or None)


RECALLED = {
    "the same codes": ([of("A1"), of("A2")], [(False, ("A2",)), (False, ("A1",))], [1, 0]),
    "of two alike the one in the same section": ([of("A1", gone=True), of("A1")], [(False, ("A1",))], [1]),
    "moved by hand": ([of("A1")], [(True, ("A1",))], [0]),
    "one more code": ([of("A1")], [(False, ("A1", "A2"))], [0]),
    "the first code taken away": ([of("A1", "A2")], [(False, ("A2",))], [0]),
    "the same codes before a shared one": (
        [of("A1", "A2"), of("A2")],
        [(False, ("A2", "A3")), (False, ("A2",))],
        [0, 1],
    ),
    "the same first code before a shared one": ([of("A1", "A2"), of("A2", "A1")], [(False, ("A2",))], [1]),
    "another": ([of("A1")], [(False, ("A2",))], [None]),
    "none without codes": ([of("A1")], [(False, ())], [None]),
    "each only once": ([of("A1")], [(False, ("A1",)), (False, ("A1",))], [0, None]),
}


@pytest.mark.parametrize(("known", "places", "expected"), RECALLED.values(), ids=RECALLED.keys())
def test_an_entry_is_recalled_by_its_codes(
    known: list[Remembered], places: list[tuple[bool, tuple[str, ...]]], expected: list[int | None]
) -> None:
    numbered = [of(*one.codes, gone=one.gone, title=str(i)) for i, one in enumerate(known)]
    found = memory.recall(Memory(entries=tuple(numbered)), places)
    assert found == [None if i is None else numbered[i] for i in expected]


def test_the_figures_of_an_entry_are_those_of_its_standing_codes() -> None:
    gone = Remembered(codes=("A1",), gone=True, figures={"甲": "1"})
    bare, own = Remembered(codes=("A1",)), Remembered(codes=("A1",), figures={"甲": "2"})
    assert memory.figures(Memory(entries=(gone, of("A2"), bare, own)), ["A1"]) == {"甲": "2"}
    assert memory.figures(Memory(entries=(gone, of("A2"))), ["A1"]) == {}


def test_a_text_may_have_been_written_for_other_figures_too() -> None:
    before = Remembered(codes=("A1",), seen={"原因": Seen(text="人多", values={"甲": ("1",)})})
    others = (Remembered(codes=("A1",), gone=True), of("A2"))
    now = memory.written_for(Memory(entries=(before, *others)), ["A1"], "原因", {"甲": "2", "乙": "3"})
    assert now.entries[0].seen["原因"] == Seen(text="人多", values={"甲": ("1", "2"), "乙": ("3",)})
    assert now.entries[1:] == others
    first = memory.written_for(now, ["A1"], "标题", {"甲": "2"})
    assert first.entries[0].seen["标题"] == Seen(text="", values={"甲": ("2",)})


SAVED = {  # the file, what is to be written; whether that changes it, what stands then, whether memory has a file
    "nothing to say, no file": (None, Applied("", Memory(), NONE), (False, None, False)),
    "a new file": (None, Applied("问题:\n", KNOWN, NONE), (True, "问题:\n", True)),
    "nothing has changed": ("问题:\n", Applied("问题:\n", Memory(), NONE), (False, "问题:\n", False)),
    "only what is remembered": ("问题:\n", Applied("问题:\n", KNOWN, NONE), (False, "问题:\n", True)),
    "a file that is empty now": ("问题:\n", Applied("", Memory(), NONE), (True, "", False)),
}


@pytest.mark.parametrize(("before", "applied", "after"), SAVED.values(), ids=SAVED.keys())
def test_what_has_not_changed_is_not_written(
    tmp_path: Path, before: str | None, applied: Applied, after: tuple[bool, str | None, bool]
) -> None:
    path = tmp_path / "整改.yaml"
    if before is not None:
        path.write_text(before, "utf-8")
    changes = desk.changes(Manuscript(path, None if before is None else before.encode(), before or ""), applied)
    manuscripts.replace(*changes)
    changed = path in [one.path for one in changes]
    stands = path.read_text("utf-8") if path.exists() else None
    assert (changed, stands, (tmp_path / memory.FILE).exists()) == after


def test_what_is_remembered_is_written_once(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path / "整改.yaml", None, "")
    manuscripts.replace(*desk.changes(manuscript, Applied("", KNOWN, NONE)))
    assert (tmp_path / memory.FILE).exists()
    assert desk.changes(manuscript, Applied("", KNOWN, NONE)) == []


RETURNING = {
    "the latest of two": ("已消除:\n  - {编号: [A1], 标题: 早}\n  - {编号: [A1], 标题: 晚}\n", ["晚"], ["早"]),
    "none that a standing one answers": (
        "问题:\n  - {编号: [A1], 标题: 今}\n已消除:\n  - {编号: [A1], 标题: 早}\n",
        ["今"],
        ["早"],
    ),
    "none whose loss has not come back": ("已消除:\n  - {编号: [A2], 标题: 早}\n", ["编外人员偏高"], ["早"]),
}


@pytest.mark.parametrize(("text", "standing", "gone"), RETURNING.values(), ids=RETURNING.keys())
def test_of_what_is_gone_returns_what_answers_a_loss_of_today(text: str, standing: list[str], gone: list[str]) -> None:
    sheet = Desk(text)
    sheet.draft(given(8, 0))
    assert [entry["标题"] for entry in sheet.data["问题"]] == standing
    assert [entry["标题"] for entry in sheet.data["已消除"]] == gone


def test_the_points_of_each_entry_are_told_apart() -> None:
    mine = Desk().inputs(given(8, 1))
    ready = assess(mine, draft=True)
    found = plan(ready.author, mine.people, mine.people_source, mine.memory).figures()
    assert {name: found[name] for name in found if name.startswith("扣分")} == {"扣分.A1": "20", "扣分.A2": "10"}
    assert found["编外率"] == "40.00%"
    assert of_codes("扣分", ("A1", "A2")) == "扣分.A1+A2"


def test_a_long_measure_is_known_again_by_its_words() -> None:
    written = "逐项核对、" * 60  # no sign of it is rare
    typed = f"请{written}"
    kept = (memory.Kept(key="甲", text=written),)
    merged = merge_measures([MeasureEntry(text=typed)], kept, kept)
    assert [(one.key, one.text.text) for one in merged.planned] == [("甲", typed)]


GROUP = """
同类问题:
  全部:
    编号: [A1, A2]
    问题标题: "{{ 人员.在编 }}人以外还有人，预算有错"
    整改措施: [{措施: "以编制{{ 人员.核定编制 }}人为准。", 时限: "{{ 年度 + 1 }}年6月底前"}]
"""


def test_a_fact_that_only_a_sentence_names_is_among_its_figures() -> None:
    inputs = given(8, 1, more=GROUP)
    staff = replace(inputs.department.staff, posts=30)
    sheet = Desk()
    sheet.draft(replace(inputs, department=replace(inputs.department, staff=staff)))
    assert sheet.data["问题"][0]["所据数字"]["人员.核定编制"] == "30"


def test_declared_figures_are_shown_in_their_units() -> None:
    author = assess(given(8, 1), draft=True).author
    facts = {"补充": {"控制率": Decimal("0.05"), "上年": Decimal(13), "任务": 20}}
    told = replace(author, facts=facts, units={"补充.控制率": "%", "补充.上年": "万元", "补充.任务": "项"})
    found = [evidence._figure(told, f"补充.{name}") for name in facts["补充"]]
    assert found == [{"补充.控制率": "5.00%"}, {"补充.上年": "13.00"}, {"补充.任务": "20"}]
