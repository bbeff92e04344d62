"""Content controls: every text that people may change stands in one, the report looks and reads the same."""

import re

import pytest
from sample import COMPACT, FUTIAN, ROOT, changed, evaluated, inputs

from reportgen import pipeline, report, word
from reportgen.values import replace
from reportgen.word.anchors import controls, identity, labels
from reportgen.word.anchors.place import identities
from reportgen.word.anchors.tagging import Placed, keeping, placed
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import text, w

SAMPLES = [FUTIAN, *(COMPACT / name / "dept.yaml" for name in ("dapeng-zhengshu-2021", "hunan-demo-2022"))]
WHO = identity.Identity("某局", "2021", "futian", "1")


def plain(evaluation, pack) -> bytes:
    """The report without controls."""
    template = word.Template(pack.template, search=pack.folders, filters=report.TEMPLATE_FILTERS, cache=pack.cache)
    return template.render(report.context(evaluation))


def opened(docx: bytes):
    finished = Finished(docx)
    return finished, finished.tree(finished.main)


def tags(tree) -> list[str]:
    return [tag.get(w("val")) for tag in tree.iter(w("tag"))]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.parent.name)
def test_the_report_reads_the_same_with_controls(path):
    given = inputs(path)
    evaluation = evaluated(given)
    made, _ = pipeline.render(evaluation, given.pack)
    assert word.outline(made) == word.outline(plain(evaluation, given.pack))
    assert word.check(made, report.context(evaluation)) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.parent.name)
def test_every_text_of_the_problems_and_the_narrative_has_a_control(path):
    given = inputs(path)
    evaluation = evaluated(given)
    _, tree = opened(pipeline.render(evaluation, given.pack)[0])
    found = set(tags(tree))
    for problem, name in zip(evaluation.findings, identities(f.codes for f in evaluation.findings), strict=True):
        expected = {f"问题.{name}.标题", f"问题.{name}.描述"} | ({f"问题.{name}.原因"} if problem.cause else set())
        expected |= {f"问题.{name}.措施.{i}" for i, _ in enumerate(problem.measures, 1)}
        assert expected <= found
    narrative = evaluation.department.narrative.to_data()
    printed = {t for t in found if t.startswith("叙述.")}
    assert printed <= {f"叙述.{name}" for name, words in narrative.items() if words}
    assert len(printed) >= 10


def test_tags_ids_and_bookmarks_are_sound():
    given = inputs()
    _, tree = opened(pipeline.render(evaluated(given), given.pack)[0])
    ids = [i.get(w("val")) for i in tree.iter(w("id"))]
    names = [b.get(w("name")) for b in tree.iter(w("bookmarkStart"))]
    assert all(len(tag) <= 64 for tag in tags(tree))
    assert len(set(tags(tree))) == len(tags(tree)) == len(set(ids)) == len(set(names))
    assert all(labels.BOOKMARK.fullmatch(name) and len(name) <= 40 for name in names)
    assert {name[3:13] for name in names} == {labels.hashed(tag) for tag in tags(tree)}
    starts, ends = ([e.get(w("id")) for e in tree.iter(w(kind))] for kind in ("bookmarkStart", "bookmarkEnd"))
    assert starts == sorted(starts, key=int)
    assert set(starts) == set(ends)


def test_a_control_holds_the_text_and_nothing_else():
    given = inputs()
    evaluation = evaluated(given)
    _, tree = opened(pipeline.render(evaluation, given.pack)[0])
    first = evaluation.findings[0]
    by_tag = {tag.get(w("val")): tag.getparent().getparent() for tag in tree.iter(w("tag"))}
    assert text(by_tag["问题.A21+A22.原因"]) == first.cause
    assert text(by_tag["问题.A21+A22.措施.1"]) == first.measures[0].text.rstrip("。")
    assert text(by_tag["问题.A21+A22.标题#2"]) == first.title


def test_the_same_report_gives_the_same_bytes():
    given = inputs()
    assert pipeline.render(evaluated(given), given.pack)[0] == pipeline.render(evaluated(given), given.pack)[0]


def test_a_report_tells_whose_it_is():
    given = inputs()
    finished, _ = opened(pipeline.render(evaluated(given), given.pack)[0])
    found = identity.read(finished)
    assert found is not None
    assert (found.department, found.year, found.pack) == ("深圳市福田区科技创新局", "2021", "futian")


def test_an_identity_written_again_replaces_the_former():
    given = inputs()
    finished, _ = opened(pipeline.render(evaluated(given), given.pack)[0])
    identity.write(finished, WHO)
    assert identity.read(finished) == WHO
    assert finished.data("docProps/custom.xml").decode().count("<property") == 4


def test_a_foreign_document_has_no_identity():
    assert identity.read(Finished((ROOT / "templates" / "base" / "report.docx").read_bytes())) is None


@pytest.mark.parametrize("cause", ["甲\n乙", "a<b & c", "{{ 年度 }}", "\ue0f1没有成对的记号", "一\t二"])
def test_texts_come_out_as_typed(cause):
    given = inputs()
    evaluation = evaluated(given)
    first, *others = evaluation.findings
    other = replace(evaluation, findings=(replace(first, cause=cause), *others))
    _, tree = opened(controls.anchor(_rendered(other, given.pack), WHO))
    control = next(t for t in tree.iter(w("tag")) if t.get(w("val")).endswith("A21+A22.原因")).getparent().getparent()
    assert text(control) == cause.replace("\n", "⏎")


def _rendered(evaluation, pack) -> bytes:
    return pipeline.press(pack).template.render(placed(report.context(evaluation)))


def test_a_problem_of_many_codes_has_a_short_name_of_its_own():
    long = [[f"A{n}" for n in range(40)], [f"A{n}" for n in range(41)], [], []]
    found = identities(long)
    assert len(set(found)) == 4
    assert all(len(f"问题.{name}.措施.99.责任科室#2") <= 64 for name in found)


def test_a_filter_keeps_the_place_of_a_text():
    kept = keeping({"短": lambda t: t[:1], "长": len})
    told = kept["短"](Placed("甲乙", "问题.A.标题"))
    assert (told, told.tag) == ("甲", "问题.A.标题")
    assert kept["长"](Placed("甲乙", "问题.A.标题")) == 2


def test_narrative_that_was_not_given_leaves_nothing():
    given = inputs()
    evaluation = evaluated(changed(given, narrative=None))
    made, _ = pipeline.render(evaluation, given.pack)
    assert not [t for t in tags(opened(made)[1]) if t.startswith("叙述.")]
    assert not re.search("[\ue0f1-\ue0f4]", word.outline(made))
