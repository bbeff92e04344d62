"""What may stand once only in a document, in templates that repeat it; and what a template keeps to itself."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import cell, docx, paragraph, part, table

from reportgen.word import Template, check, outline
from reportgen.word.anchors import controls
from reportgen.word.anchors.identity import Identity
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.ooxml.package import Finished

LOOP, END = paragraph("{%p for 号 in 列 %}"), paragraph("{%p endfor %}")
DRAWINGS = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
PARA = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00000001"'
CONTEXT = {"列": [1, 2, 3], "有": True, "无": False}


def rendered(body: str, folder: Path, others: dict[str, str | None] | None = None) -> bytes:
    path = folder / "模板.docx"
    path.write_bytes(docx(body, others=others))
    return Template(path).render(CONTEXT)


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def bookmark(words: str, id_: int = 0, name: str = "项") -> str:
    return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>{words}<w:bookmarkEnd w:id="{id_}"/>'


REPEATED = {
    "bookmark": (f"<w:p>{bookmark('<w:r><w:t>{{ 号 }}</w:t></w:r>')}</w:p>", r'bookmarkStart w:id="(\d+)"'),
    "bookmark's name": (f"<w:p>{bookmark('')}</w:p>", r'w:name="([^"]*)"'),
    "permission": ('<w:p><w:permStart w:id="9"/><w:r/><w:permEnd w:id="9"/></w:p>', r'permStart w:id="(\d+)"'),
    "drawing": (
        f'<w:p><w:r><w:drawing><wp:inline {DRAWINGS}><wp:docPr id="1" name="图"/></wp:inline></w:drawing></w:r></w:p>',
        r'docPr id="(\d+)"',
    ),
    "control": (
        '<w:sdt><w:sdtPr><w:id w:val="-5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
        r'<w:id w:val="(-?\d+)"',
    ),
    "footnote": ('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', r'footnoteReference w:id="(\d+)"'),
    "paragraph": (f"<w:p {PARA}><w:r><w:t>甲</w:t></w:r></w:p>", r'(?:<w:p>|paraId="(\d+)")'),
}
NOTES = part("footnotes", f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>')


@pytest.mark.parametrize(("body", "pattern"), REPEATED.values(), ids=REPEATED)
def test_what_a_loop_repeats_has_ids_of_its_own(body: str, pattern: str, tmp_path: Path) -> None:
    made = rendered(LOOP + body + END, tmp_path, {"word/footnotes.xml": NOTES})
    found = [id_ for id_ in re.findall(pattern, parts(made)["word/document.xml"]) if id_]
    assert len(found) == len(set(found)) == (0 if "paraId" in pattern else 3)
    assert check(made) == []


@pytest.mark.parametrize(("body", "pattern"), REPEATED.values(), ids=REPEATED)
def test_an_id_that_stands_twice_is_found(body: str, pattern: str) -> None:
    plain = body.replace("{{ 号 }}", "甲")
    found = check(docx(plain * 2, others={"word/footnotes.xml": NOTES}))
    assert {d.code for d in found} == {"id-twice"} and found[0].position.place.startswith("正文第")
    assert check(docx(plain, others={"word/footnotes.xml": NOTES})) == []


def test_the_first_bookmark_keeps_its_name_and_each_end_its_beginning(tmp_path: Path) -> None:
    xml = parts(rendered(LOOP + f"<w:p>{bookmark('<w:r><w:t>甲</w:t></w:r>', 4, '图一')}</w:p>" + END, tmp_path))
    found = re.findall(r'<w:bookmark(Start|End) w:id="(\d+)"(?: w:name="([^"]*)")?', xml["word/document.xml"])
    assert [name for kind, _, name in found if kind == "Start"] == ["图一", "图一_2", "图一_3"]
    assert [id_ for kind, id_, _ in found if kind == "Start"] == [id_ for kind, id_, _ in found if kind == "End"]


@pytest.mark.parametrize("flag", ["有", "无"])
def test_a_bookmark_of_which_a_condition_takes_half_goes_whole(flag: str, tmp_path: Path) -> None:
    start, end = '<w:p><w:bookmarkStart w:id="1" w:name="甲"/></w:p>', '<w:p><w:bookmarkEnd w:id="1"/></w:p>'
    body = paragraph(f"{{%p if {flag} %}}") + start + paragraph("{%p endif %}") + paragraph("正文")
    made = parts(rendered(body + paragraph(f"{{%p if not {flag} %}}") + end + paragraph("{%p endif %}"), tmp_path))
    assert "bookmark" not in made["word/document.xml"]


def test_each_reference_to_a_note_has_a_note(tmp_path: Path) -> None:
    body = LOOP + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + END
    notes = NOTES.replace("注", "共{{ 列 | length }}项")
    made = rendered(body, tmp_path, {"word/footnotes.xml": notes})
    assert re.findall(r'<w:footnote w:id="(\d+)"', parts(made)["word/footnotes.xml"]) == ["2", "3", "4"]
    assert parts(made)["word/footnotes.xml"].count("共3项") == 3
    assert check(made) == []


def test_new_bookmarks_and_controls_do_not_meet_those_of_the_template(tmp_path: Path) -> None:
    opening, closing = CONTROLLED.around("叙述.甲")
    own = bookmark("<w:r><w:t>页</w:t></w:r>", 7, "页眉")
    body = f'<w:p>{bookmark("", 3)}</w:p><w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>'
    header = {"word/header1.xml": part("hdr", f"<w:p>{own}</w:p>")}
    made = controls.anchor(
        docx(f"{body}</w:sdt>{paragraph(f'{opening}话{closing}')}", others=header), Identity("某", "2021", "套", "1")
    )
    ids = re.findall(r'bookmarkStart w:id="(\d+)"', "".join(parts(made).values()))
    assert sorted(ids) == ["3", "7", "8"]
    assert check(made) == []


COMMENTS = part("comments", f'<w:comment w:id="0" w:author="某">{paragraph("请核对")}</w:comment>')
COMMENTED = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>第{{ 号 }}条</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def test_comments_of_the_template_are_not_in_the_report(tmp_path: Path) -> None:
    header = part("hdr", "<w:p><w:r><w:t>页</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>")
    others = {"word/comments.xml": COMMENTS, "word/commentsExtended.xml": "<x/>", "word/header1.xml": header}
    made = rendered(LOOP + COMMENTED + END, tmp_path, others)
    assert outline(made) == "第1条\n第2条\n第3条\n〔页眉〕 页\n"
    assert not [name for name, xml in parts(made).items() if "comment" in name or "comment" in xml]
    assert check(made) == []


def test_a_comment_referred_to_twice_is_found() -> None:
    plain = COMMENTED.replace("{{ 号 }}", "一")
    assert check(docx(plain, others={"word/comments.xml": COMMENTS})) == []
    found = check(docx(plain * 2, others={"word/comments.xml": COMMENTS}))
    assert [d.code for d in found] == ["id-twice"] and "批注" in found[0].message


def test_tables_that_would_run_together_have_a_paragraph_between(tmp_path: Path) -> None:
    made = rendered(LOOP + table(cell("表{{ 号 }}") + cell("值")) + END + paragraph("末"), tmp_path)
    body = Finished(made).tree("word/document.xml")[0]
    assert [e.tag.rpartition("}")[2] for e in body] == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    assert check(made) == []


def test_a_narrative_that_begins_with_a_table_stays_apart_from_the_table_before() -> None:
    opening, closing = CONTROLLED.around("叙述.甲")
    two = table(cell("甲") + cell("乙"))
    body = two + paragraph(opening) + two + paragraph("话") + paragraph(closing)
    made = controls.anchor(docx(body), Identity("某", "2021", "套", "1"))
    before = next(Finished(made).tree("word/document.xml").iter("{*}sdt")).getprevious()
    assert before.tag.endswith("}p") and check(made) == []


def test_deletions_in_the_template_are_no_part_of_the_report(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="某"><w:r><w:delText>{{ 不存在 }}</w:delText></w:r></w:del>'
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(paragraph("甲") + f"<w:p><w:r><w:t>乙</w:t></w:r>{deleted}</w:p>"))
    template = Template(path)
    assert [(d.code, d.position.place) for d in template.diagnostics] == [("tracked-changes", "正文第 2 段")]
    made = template.render({})
    assert outline(made) == "甲\n乙\n" and "w:del" not in parts(made)["word/document.xml"]
