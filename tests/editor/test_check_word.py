"""pack check on report.docx: every planted fault is told, at its paragraph, with the text as it should be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import (
    DOCUMENT,
    FAULTS,
    ONLY_WHEN_MADE,
    OUTSIDE,
    TEMPLATES,
    WHOLE,
    Planted,
    body,
    edit,
    inside,
    outside,
    pack,
)

from reportgen.cache.store import users
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic
from reportgen.editor.check import check, of_template
from reportgen.editor.pack_files import Reading, read
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.whereabouts import places
from reportgen.word.ooxml.wordml import text, w
from reportgen.word.workshop.annotate import annotate

NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))


def spot(docx: Path, planted: Planted, after: int = 0) -> str:
    """The place of the paragraph that the fault is marked at: the first with its text."""
    line = next(line for line in planted.lines if line.startswith("@"))
    words = re.sub("<[^>]*>", "", line.removeprefix("@"))
    finished = Finished(docx.read_bytes())
    found = [place for element, place in places(finished.tree(finished.main).find(w("body"))) if text(element) == words]
    assert found, words
    return found[0]


def told(found: list[Diagnostic], planted: Planted, place: str) -> bool:
    """Whether one of the findings has the code, the place and every word."""
    return any(
        d.code == planted.code
        and d.position is not None
        and place in d.position.place
        and all(word in f"{d.message}{d.hint}" for word in planted.told)
        for d in found
    )


@pytest.mark.parametrize("name", [n if n == "futian" else pytest.param(n, marks=pytest.mark.slow) for n in NAMES])
def test_every_shipped_pack_is_clean(name):
    assert check(name, [TEMPLATES], users()) == []


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A pack whose template is changed again and again, its other files read once."""
    root = tmp_path_factory.mktemp("packs")
    pack(root, parent="base")
    return read("shidian", [root, TEMPLATES])


def fresh(reading: Reading, plain: Path) -> Path:
    """Its template as it was to begin with."""
    docx = reading.folders[0] / "report.docx"
    docx.write_bytes((pack(plain, parent="base") / docx.name).read_bytes())
    return docx


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FAULTS, *OUTSIDE, *ONLY_WHEN_MADE])
def test_a_planted_fault_is_told_at_its_paragraph(reading, tmp_path, name):
    planted = {**FAULTS, **OUTSIDE, **ONLY_WHEN_MADE}[name]
    docx = fresh(reading, tmp_path)
    (outside if name in OUTSIDE else inside)(docx, body([planted]))
    found = of_template(reading, Trail())
    place = planted.place or spot(docx, planted)
    assert told(found, planted, place), "\n".join(map(str, found))
    assert all(str(docx) in str(d.position) for d in found), "a fault is told of another file"


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_a_fault_of_the_whole_file_is_told(reading, tmp_path, name):
    part, change, code, words = WHOLE[name]
    edit(fresh(reading, tmp_path), part, change)
    found = of_template(reading, Trail())
    assert [d for d in found if d.code == code and words in f"{d.message}{d.position}"], "\n".join(map(str, found))


@pytest.mark.slow
def test_all_faults_are_told_in_one_run(tmp_path):
    docx = pack(tmp_path) / "report.docx"
    inside(docx, body(list(FAULTS.values())))
    outside(docx, body(list(OUTSIDE.values())))
    for part, change, _, _ in WHOLE.values():
        edit(docx, part, change)
    found = check("shidian", [tmp_path, TEMPLATES])
    missed = [n for n, p in {**FAULTS, **OUTSIDE}.items() if not told(found, p, p.place or spot(docx, p))]
    missed += [
        n
        for n, (_, _, code, words) in WHOLE.items()
        if not any(d.code == code and words in f"{d.message}{d.position}" for d in found)
    ]
    assert not missed, "\n".join(map(str, found))


def test_a_block_whose_place_was_replaced_is_told(tmp_path):
    docx = pack(tmp_path, parent="base") / "report.docx"
    own = ("{%p block 效率性 %}", "重写。", "{%p endblock %}", "{%p block 重点工作标题 %}", "x", "{%p endblock %}")
    outside(docx, body([Planted(own, "", ())]))
    found = of_template(read("shidian", [tmp_path, TEMPLATES]), Trail())
    assert [d.code for d in found] == ["unreachable-block"]
    assert "重点工作标题" in found[0].message


@pytest.mark.slow
def test_what_word_does_to_tags_is_no_fault(tmp_path):
    docx = pack(tmp_path) / "report.docx"
    runs = "".join(
        f'<w:r w:rsidR="00A{i}"><w:t>{sign}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for i, sign in enumerate("{{ 年度 }}")
    )
    smart = '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>{{ 部门.全称 }}</w:t></w:r></w:smartTag>'
    curly = "<w:r><w:t>{{ 项目 | map(attribute=“名称”) | 顿号 }}</w:t></w:r>"
    inside(docx, f"<w:p>{runs}</w:p><w:p>{smart}</w:p><w:p>{curly}</w:p>")
    assert [d.code for d in check("shidian", [tmp_path, TEMPLATES])] == ["district"]


def test_findings_become_comments_at_their_paragraphs(reading, tmp_path):
    docx = fresh(reading, tmp_path)
    planted = FAULTS["unknown attribute in a branch not taken"]
    inside(docx, body([planted]))
    edit(docx, DOCUMENT, lambda xml: xml.replace('w:top="2098"', 'w:top="1440"'))
    found = [d for d in of_template(reading, Trail()) if d.position.file == str(docx)]
    made = Finished(annotate(docx.read_bytes(), found))
    comments = [text(p) for p in made.tree("word/comments.xml").iter(w("p"))]
    assert any("“年处”不存在" in line for line in comments)
    assert any("页面设置" in line for line in comments), "what has no paragraph is told at the first"
    marked = [text(p) for p in made.tree(made.main).iter(w("p")) if p.find(f".//{w('commentReference')}") is not None]
    assert "{{ 预算.合计.年处 | 万元 }}" in marked
