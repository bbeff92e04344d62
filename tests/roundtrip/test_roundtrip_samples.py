"""The samples of the other districts through the round trip: edits of each kind, absorbed, built, the same text."""

from copy import deepcopy

import pytest
from roundtrip_desk import Desk, out, paragraph, replace, strip
from sample import COMPACT

from reportgen.word.ooxml.wordml import w

SAMPLES = [COMPACT / name / "dept.yaml" for name in ("pingshan-kechuang-2021", "dapeng-zhengshu-2021")]


@pytest.fixture(params=SAMPLES, ids=lambda path: path.parent.name)
def desk(request, tmp_path) -> Desk:
    return Desk(tmp_path, request.param)


def first(texts: dict[str, str], *ends: str) -> str:
    """The tag of the first text of a problem that ends so."""
    return next(tag for tag in texts if tag.startswith("问题.") and tag.endswith(ends))


def narrative(texts: dict[str, str]) -> list[str]:
    return [tag for tag in texts if tag.startswith("叙述.")]


@pytest.mark.slow
def test_edits_of_every_kind_come_back_and_print_the_same(desk):
    texts = desk.texts()
    told = [
        first(texts, end) for end in (".标题", ".原因", ".措施.1", ".措施.1.责任科室", ".措施.1.时限", ".措施.1.成果")
    ]
    changed, longer, shorter = narrative(texts)[:3]

    def change(_, found):
        for tag in told:
            for copy in [tag, *(c for c in found if c.startswith(f"{tag}#"))]:
                replace(found[copy], words(found[copy]).rstrip("。")[-2:], "甲乙")
        replace(found[changed].find(w("p")), words(found[changed].find(w("p")))[:2], "子丑")
        last = found[longer].findall(w("p"))[-1]
        last.addnext(paragraph("另有一段。", last, b=True))
        rows = found[shorter].findall(w("p"))
        rows[0].getparent().remove(rows[0]) if len(rows) > 1 else replace(rows[0], words(rows[0])[:2], "寅卯")

    desk.edit(change)
    typed = desk.texts()
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {*told, changed, longer, shorter}
    assert absorbed.waiting == ()
    assert [d.code for d in absorbed.diagnostics if d.code != "slots-lost"] == []
    desk.build()
    assert desk.texts() == typed
    assert desk.absorb().written == ()


def words(element) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


@pytest.mark.slow
def test_a_measure_and_a_narrative_go_when_confirmed(desk):
    texts = desk.texts()
    measure = first(texts, ".措施.2").replace(".措施.2", ".措施.1")
    gone = [measure, narrative(texts)[-1]]

    def change(_, found):
        out(found[gone[1]])
        for tag in [
            tag for tag in found if f"{tag}.".startswith(f"{measure}.")
        ]:  # 坪山 has all measures in a paragraph
            found[tag].getparent().getparent().remove(found[tag].getparent())

    desk.edit(change)
    assert {str(e.place) for e in desk.absorb().waiting} == set(gone)
    absorbed = desk.absorb(yes=True)
    assert {str(e.place) for e in absorbed.written} == set(gone)
    second = texts[measure.replace("措施.1", "措施.2")]
    desk.build()
    assert desk.texts()[measure] == second
    assert gone[1] not in desk.texts()


@pytest.mark.slow
def test_bookmarks_stand_in_and_paragraphs_after_the_last_wait_for_a_yes(desk):
    """What a program leaves that drops controls: a paragraph typed at the end stands behind the bookmark."""
    place = next(tag for tag in narrative(desk.texts()) if followed(desk, tag))
    before = desk.yaml

    def change(tree, found):
        last = found[place].findall(w("p"))[-1]
        typed = deepcopy(last)
        for mark in [e for name in ("bookmarkStart", "bookmarkEnd") for e in typed.iter(w(name))]:
            mark.getparent().remove(mark)
        replace(typed, words(typed), "写在后面的一段。")
        last.addnext(typed)
        strip(tree, "sdt")

    desk.edit(change)
    absorbed = desk.absorb()
    assert [(str(e.place), e.doubt) for e in absorbed.waiting] == [(place, "有写在这一处文字之后的段落")]
    assert "写在后面的一段。" not in "".join(d.message for d in absorbed.diagnostics)
    assert desk.yaml == before
    assert [str(e.place) for e in desk.absorb(yes=True).written] == [place]
    desk.build()
    assert desk.texts()[place].split("\n")[-1] == "写在后面的一段。"


def followed(desk: Desk, tag: str) -> bool:
    """Whether a paragraph of the tool's follows the narrative."""
    told: list[bool] = []

    def look(_, found):
        after = found[tag].getparent().getnext()
        told.append(after is not None and after.tag == w("p"))

    desk.edit(look)
    return told[0]
