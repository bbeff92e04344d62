"""Documents with one planted fault each: what Word refuses, and what a template leaves behind."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

import pytest
from docx_parts import SECTION, cell, docx, numbering_xml, paragraph, part, styles_xml, table

from reportgen.diagnostics import errors
from reportgen.facts.narrative import Paragraph, Span
from reportgen.word.safety import check

IMAGE = '<w:drawing><a:blip xmlns:a="urn:a" r:embed="rId99"/></w:drawing>'
HEADER = '<w:headerReference w:type="even"/>'
FIELD = '<w:fldChar w:fldCharType="{}"/>'
STYLED = '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr></w:p>'
CLEAN = "".join(
    [
        paragraph("一段正文，有“引号”和（括号），省略……", "Body"),
        paragraph("题", "H1"),
        table(
            cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙"),
            cell("", "<w:vMerge/>") + cell("丙"),
            cell("合", '<w:gridSpan w:val="2"/>'),
        ),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        + table(cell("内"))
        + "<w:p/></w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>",
        '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>',
        "<w:p><w:r>{}<w:instrText>PAGE {{x}}</w:instrText>{}<w:t>1</w:t>{}</w:r></w:p>".format(
            *map(FIELD.format, ("begin", "separate", "end"))
        ),
        "<w:p>\n  <w:r>\n<w:t>有换行的 XML</w:t></w:r></w:p>",
    ]
)


def test_a_sound_document_has_no_fault() -> None:
    header = part("hdr", paragraph("页眉"))
    assert check(docx(CLEAN, others={"word/header1.xml": header})) == []


CASES = [
    ("cell-empty", table("<w:tc><w:tcPr/></w:tc>" + cell("乙")), "表 1 第 1 行第 1 格"),
    ("cell-ends-with-table", table(cell("甲") + "<w:tc><w:p/>" + table(cell("内")) + "</w:tc>"), "表 1 第 1 行第 2 格"),
    ("row-empty", paragraph("上文") + table(cell("甲"), "<w:trPr/>"), "表 1 第 2 行"),
    ("table-empty", table(cell("甲")) + paragraph("上文") + table(), "表 2"),
    ("grid-missing", f"<w:tbl><w:tblPr/><w:tr>{cell('甲')}</w:tr></w:tbl>", "表 1"),
    ("control-empty", paragraph("上文") + "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>", "正文第 1 段之后"),
    ("control-empty", "<w:sdt><w:sdtPr/></w:sdt>", "正文开头"),
    ("story-empty", "<w:p><w:r><w:pict><w:txbxContent/></w:pict></w:r></w:p>", "正文第 1 段"),
    ("stray-text", paragraph("甲") + "漏出的字", "正文第 1 段"),
    ("stray-text", "<w:p>漏出的字<w:r><w:t>乙</w:t></w:r></w:p>", "正文第 1 段"),
    ("stray-text", table(cell("甲") + "漏"), "表 1 第 1 行第 1 格"),
    ("paragraph-misplaced", "<w:p><w:r><w:p/></w:r></w:p>", "正文第 1 段"),
    ("table-misplaced", "<w:p/><w:p>" + table(cell("甲")) + "</w:p>", "正文第 2 段"),
    ("row-misplaced", f"<w:tr>{cell('甲')}</w:tr>", "正文开头"),
    ("cell-misplaced", cell("甲"), "正文开头"),
    ("run-misplaced", "<w:p/><w:r><w:t>甲</w:t></w:r>", "正文第 1 段之后"),
    ("text-misplaced", "<w:p><w:t>甲</w:t></w:p>", "正文第 1 段"),
    ("properties-misplaced", "<w:p><w:r/><w:pPr/></w:p>", "正文第 1 段"),
    ("properties-misplaced", "<w:p><w:r><w:t>甲</w:t><w:rPr/></w:r></w:p>", "正文第 1 段"),
    ("properties-misplaced", table("<w:tc><w:p/><w:tcPr/></w:tc>"), "表 1 第 1 行第 1 格"),
    ("section-misplaced", SECTION + paragraph("甲"), "正文开头"),
    (
        "reference-twice",
        f"<w:p><w:pPr><w:sectPr>{HEADER * 2}</w:sectPr></w:pPr></w:p>",
        "正文第 1 段",
    ),
    ("span-invalid", table(cell("甲", '<w:gridSpan w:val="0"/>')), "表 1 第 1 行第 1 格"),
    ("span-invalid", table(cell("甲", '<w:gridSpan w:val=""/>')), "表 1 第 1 行第 1 格"),
    ("row-too-wide", table(cell("甲"), cell("甲") + cell("乙", '<w:gridSpan w:val="2"/>')), "表 1 第 2 行"),
    ("row-too-wide", table('<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("甲")), "表 1 第 1 行"),
    ("merge-unopened", table(cell("甲", "<w:vMerge/>")), "表 1 第 1 行第 1 格"),
    (
        "merge-unopened",
        table(cell("甲", '<w:vMerge w:val="restart"/>'), cell("乙"), cell("丙", "<w:vMerge/>")),
        "表 1 第 3 行第 1 格",
    ),
    (
        "field-broken",
        table(cell("甲") + f"<w:tc><w:p><w:r>{FIELD.format('begin')}</w:r></w:p></w:tc>"),
        "表 1 第 1 行第 2 格",
    ),
    ("field-broken", f"<w:p><w:r>{FIELD.format('end')}</w:r></w:p>", "正文第 1 段"),
    ("field-broken", f"<w:p><w:r>{FIELD.format('separate')}</w:r></w:p>", "正文第 1 段"),
    ("style-unknown", paragraph("甲", "Nowhere"), "正文第 1 段"),
    ("style-unknown", paragraph("甲", "Grid"), "正文第 1 段"),
    ("style-unknown", '<w:p><w:r><w:rPr><w:rStyle w:val="Body"/></w:rPr></w:r></w:p>', "正文第 1 段"),
    ("style-unknown", table(cell("甲")).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="No"/></w:tblPr>'), "表 1"),
    ("numbering-unknown", '<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:p>', "正文第 1 段"),
    ("note-unknown", '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>', "正文第 1 段"),
    ("note-unknown", '<w:p><w:r><w:endnoteReference w:id="7"/></w:r></w:p>', "正文第 1 段"),
    ("comment-unknown", '<w:p><w:r><w:commentReference w:id="7"/></w:r></w:p>', "正文第 1 段"),
    ("link-unknown", f"<w:p/><w:p><w:r>{IMAGE}</w:r></w:p>", "正文第 2 段"),
    ("tag-left", paragraph("共{{ 数 万元"), "正文第 1 段"),
    ("tag-left", paragraph("共｛｛数"), "正文第 1 段"),
    ("tag-left", paragraph("｛％ if"), "正文第 1 段"),
    ("tag-left", paragraph("{ {数"), "正文第 1 段"),
    ("tag-left", table(cell("甲") + cell("数}}")), "表 1 第 1 行第 2 格"),
    ("tag-left", paragraph("endif %}"), "正文第 1 段"),
    ("tag-left", "<w:p><w:r><w:t>拆开的{</w:t></w:r><w:r><w:t>{</w:t></w:r></w:p>", "正文第 1 段"),
    ("brace-left", paragraph("一个{括号"), "正文第 1 段"),
    ("none-printed", paragraph("共None万元"), "正文第 1 段"),
    ("value-raw", paragraph("共Decimal('1')"), "正文第 1 段"),
    ("value-raw", paragraph("完成：True"), "正文第 1 段"),
    ("punctuation", paragraph("甲，，乙"), "正文第 1 段"),
    ("punctuation", paragraph("甲、。"), "正文第 1 段"),
    ("punctuation", paragraph("如下：。"), "正文第 1 段"),
    ("punctuation", paragraph("甲。 。"), "正文第 1 段"),
    ("punctuation-first", paragraph("，共三项"), "正文第 1 段"),
    ("punctuation-first", paragraph("\u3000\u3000。"), "正文第 1 段"),
    ("brackets-empty", paragraph("依据《》"), "正文第 1 段"),
    ("brackets-empty", paragraph("通知（ ）"), "正文第 1 段"),
]


@pytest.mark.parametrize(("code", "body", "place"), CASES)
def test_one_planted_fault(code: str, body: str, place: str) -> None:
    found = check(docx(body), file="报告.docx")
    assert [(d.code, d.position and d.position.place) for d in found] == [(code, place)]
    assert found[0].hint
    assert bool(errors(found)) == (code not in ("brace-left", "punctuation", "punctuation-first", "brackets-empty"))


@dataclass(frozen=True)
class Packed:
    """A fault in the package: parts replaced by name, and the place that is named."""

    code: str
    others: dict[str, str | None]
    place: str
    body: str = STYLED


RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
LINK = '<Relationship Id="rId1" Type="x/{}" Target="{}"/>'
STYLE = '<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="正文"/>{}</w:style>'
PACKED = [
    Packed("not-well-formed", {"word/document.xml": part("document", "<w:body><w:p></w:body>")}, "word/document.xml"),
    Packed("not-well-formed", {"word/document.xml": part("document", "<w:body>甲 & 乙</w:body>")}, "word/document.xml"),
    Packed("not-well-formed", {"word/styles.xml": "\x01"}, "word/styles.xml"),
    Packed("no-document", {"_rels/.rels": RELS.format("")}, ""),
    Packed("types-missing", {"[Content_Types].xml": None}, ""),
    Packed("type-unknown", {"word/media/a.png": "x"}, "word/media/a.png"),
    Packed("part-missing", {"word/_rels/header1.xml.rels": RELS.format(LINK.format("image", "media/no.png"))}, "x"),
    Packed("style-unknown", {"word/styles.xml": part("styles", STYLE.format('<w:basedOn w:val="No"/>'))}, "样式表"),
    Packed("style-unknown", {"word/styles.xml": None}, "正文第 1 段"),
    Packed("story-empty", {"word/header1.xml": part("hdr", "")}, "页眉开头"),
    Packed("none-printed", {"word/footer1.xml": part("ftr", paragraph("第None页"))}, "页脚第 1 段"),
    Packed(
        "tag-left",
        {"word/footnotes.xml": part("footnotes", f"<w:footnote>{table(cell('{{'))}</w:footnote>")},
        "脚注第 1 条表 1 第 1 行第 1 格",
    ),
    Packed(
        "comment-misplaced",
        {
            "word/header1.xml": part("hdr", '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
            "word/comments.xml": part("comments", f'<w:comment w:id="1">{paragraph("批")}</w:comment>'),
        },
        "页眉第 1 段",
    ),
    Packed(
        "numbering-unknown",
        {"word/numbering.xml": numbering_xml(nums='<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>')},
        "正文第 1 段",
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
    ),
]


@pytest.mark.parametrize("case", PACKED, ids=lambda case: f"{case.code} {case.place}")
def test_one_planted_fault_in_the_package(case: Packed) -> None:
    others = dict(case.others)
    if case.code == "part-missing":
        others["word/header1.xml"] = part("hdr", paragraph("页眉"))
    found = check(docx(case.body, others=others))
    assert [d.code for d in found] == [case.code]
    assert found[0].position is not None
    assert found[0].position.place == case.place or case.place == "x"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "不是".encode()])
def test_what_is_no_docx(data: bytes) -> None:
    assert [d.code for d in check(data)] == ["not-docx"]


def test_a_zip_without_a_document() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    assert [d.code for d in check(made.getvalue())] == ["no-document"]


def test_the_message_shows_the_place_and_the_words_around() -> None:
    found = check(docx(paragraph("甲") + paragraph("本年支出共None万元。")), file="报告.docx")
    assert str(found[0]) == (
        "报告.docx 正文第 2 段: 错误：出现“None”\n"
        "    本年支出共None万元。\n"
        "    → 多为模板里的某项资料没有填；请填上，或在模板里给这一句加条件"
    )


def test_doubled_punctuation_may_have_been_typed() -> None:
    (found,) = check(docx(paragraph("责任科室：综合科。；时限")))
    assert (found.code, "填写的文字末尾带了标点" in found.hint) == ("punctuation", True)


def test_a_fault_without_words_shows_those_before_it() -> None:
    found = check(docx(paragraph("季度执行情况如下：") + table()))
    assert found[0].position is not None
    assert found[0].position.text == "季度执行情况如下： ……"


@pytest.mark.parametrize(
    ("context", "codes"),
    [
        ({"甲": {"乙": ["写作{{ 名称 }}的"]}}, []),
        ({"甲": "第一行\n写作{{ 名称 }}的"}, []),
        ({"甲": (Paragraph((Span("写作{{ 名称 }}的"),)),)}, []),
        ({"甲": "{{ 名称"}, ["tag-left"]),
        ({"甲": "别的{{ 名称 }}"}, ["tag-left", "tag-left"]),
        ({"甲": 1}, ["tag-left", "tag-left"]),
    ],
)
def test_what_somebody_typed_may_stand(context: object, codes: list[str]) -> None:
    """A value that holds braces is no tag left over: only braces of the template itself are."""
    found = check(docx(paragraph("模板的字写作{{ 名称 }}的字")), context)
    assert [d.code for d in found] == codes


def test_doubled_punctuation_is_told_whoever_typed_it() -> None:
    assert [d.code for d in check(docx(paragraph("甲，，乙")), {"甲": "甲，，乙"})] == ["punctuation"]


def test_stray_words_are_told() -> None:
    assert check(docx(paragraph("甲") + "漏出的字"))[0].message == "文字落在段落之外“漏出的字”"


def test_styles_of_this_file_are_what_the_tests_think() -> None:
    assert check(docx(STYLED, others={"word/styles.xml": styles_xml()})) == []
