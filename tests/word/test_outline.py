"""A document as readable text: numbers that Word computes, merged cells, turned pages, headers."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, numbering_xml, paragraph, part, styles_xml, table

from reportgen.word.numbering import shown
from reportgen.word.ooxml.package import Finished, Shell
from reportgen.word.outline import outline


def lines(body: str, **others: str) -> list[str]:
    names = {"styles": "word/styles.xml", "numbering": "word/numbering.xml"}
    return outline(docx(body, others={names.get(k, f"word/{k}.xml"): v for k, v in others.items()})).splitlines()


def heading(level: int, text: str = "题") -> str:
    return paragraph(text, f"H{level}")


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(at: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 1, 1], ["# 一、题", "# 二、题", "# 三、题"]),
        ([1, 2, 2, 1, 2], ["# 一、题", "## （一）题", "## （二）题", "# 二、题", "## （一）题"]),
        ([1, 2, 3, 4, 4, 3], ["# 一、题", "## （一）题", "### 1.题", "#### （1）题", "#### （2）题", "### 2.题"]),
        ([1, 3, 2, 3], ["# 一、题", "### 1.题", "## （一）题", "### 1.题"]),
    ],
)
def test_heading_numbers_close_up(levels: list[int], expected: list[str]) -> None:
    assert lines("".join(map(heading, levels))) == expected


@pytest.mark.parametrize(
    ("list_levels", "body", "expected"),
    [
        (level(0, "decimal", "%1."), numbered("甲") + numbered("乙"), ["1. 甲", "2. 乙"]),
        (level(0, "decimal", "第%1条", '<w:suff w:val="nothing"/>', 5), numbered("甲"), ["第5条甲"]),
        (
            level(0, "upperRoman", "%1") + level(1, "lowerLetter", "%1.%2"),
            numbered("甲") + numbered("乙", 1),
            ["I 甲", "I.a 乙"],
        ),
        (level(0, "bullet", "\uf0b7"), numbered("甲"), ["· 甲"]),
        (level(0, "none", ""), numbered("甲"), ["甲"]),
        (level(0, "decimal", "%1."), numbered("甲", number=0), ["甲"]),
        (level(0, "decimal", "%1."), numbered("甲", number=9), ["甲"]),
        (level(0, "decimal", "%1."), numbered("甲", 3), ["甲"]),
        (
            level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'),
            numbered("甲") + numbered("乙", 1) + numbered("丙") + numbered("丁", 1),
            ["1. 甲", "1) 乙", "2. 丙", "2) 丁"],
        ),
    ],
)
def test_lists_count_as_word_does(list_levels: str, body: str, expected: list[str]) -> None:
    assert lines(body, numbering=numbering_xml(list_levels)) == expected


def test_a_list_may_start_anew() -> None:
    """Two w:num share one abstract list and count on, unless the second overrides its start."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in [(1, ""), (2, ""), (3, override)]
    )
    body = "".join(numbered("项", number=n) for n in (1, 2, 3, 3))
    numbering = numbering_xml(level(0, "decimal", "%1."), nums)
    assert lines(body, numbering=numbering) == ["1. 项", "2. 项", "1. 项", "2. 项"]


def test_a_style_inherits_its_number_and_outline_level() -> None:
    """区标题 is based on heading 2; the paragraph may refuse the number again."""
    own = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="区标题"/><w:basedOn w:val="H2"/></w:style>'
    styles = styles_xml().replace("</w:styles>", own + "</w:styles>")
    bare = paragraph("乙", "Own").replace("</w:pPr>", '<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    assert lines(paragraph("甲", "Own") + bare, styles=styles) == ["## （一）甲", "## 乙"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([cell("甲") + cell("乙")], ["| 甲 | 乙 |"]),
        ([cell("甲", '<w:gridSpan w:val="2"/>')], ["| 甲 |  |"]),
        (
            [cell("甲", '<w:vMerge w:val="restart"/>') + cell("1"), cell("看不见", "<w:vMerge/>") + cell("2")],
            ["| 甲 | 1 |", "|  | 2 |"],
        ),
        (["<w:tc>" + paragraph("上") + "<w:p/>" + paragraph("下") + "</w:tc>"], ["| 上⏎下 |"]),
        ([cell("a|b")], ["| a\\|b |"]),
        (['<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("右")], ["|  | 右 |"]),
        ([f"<w:sdt><w:sdtContent>{cell('控件')}</w:sdtContent></w:sdt>"], ["| 控件 |"]),
        (["<w:tc>" + table(cell("内")) + "<w:p/></w:tc>"], ["| \\| 内 \\| |"]),
    ],
)
def test_tables(rows: list[str], expected: list[str]) -> None:
    assert lines(table(*rows)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p/>" + paragraph(" ") + paragraph("甲"), ["甲"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", ["甲⏎乙\t丙"]),
        ('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/></w:r></w:p>', ["甲"]),
        ("<w:p><w:r><w:delText>删</w:delText><w:instrText>PAGE</w:instrText><w:t>留</w:t></w:r></w:p>", ["留"]),
        ("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>旧</w:t></w:r></w:p>", ["新旧"]),
        (f"<w:sdt><w:sdtContent>{paragraph('控件里')}</w:sdtContent></w:sdt>", ["控件里"]),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>行内</w:t></w:r></w:sdtContent></w:sdt></w:p>", ["行内"]),
        ('<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>', ["1"]),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_turned_pages_are_marked_where_they_begin() -> None:
    """The setup of a section stands at its end, the mark at its start."""

    def end(text: str, turned: str = "") -> str:
        size = f'<w:sectPr><w:pgSz w:w="16838" w:h="11906"{turned}/></w:sectPr>'
        return f"<w:p><w:pPr>{size}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    across = ' w:orient="landscape"'
    body = paragraph("甲") + end("乙") + paragraph("丙") + end("丁", across) + paragraph("戊")
    assert lines(body) == ["甲", "乙", "〔横向〕", "丙", "丁", "〔纵向〕", "戊"]


def test_headers_footers_and_notes_stand_at_the_end_once() -> None:
    header = part("hdr", paragraph("草稿"))
    found = lines(
        paragraph("正文"),
        header1=header,
        header2=header,
        footer1=part("ftr", paragraph("— 1 —") + "<w:p/>"),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{paragraph("见附表")}</w:footnote>'),
    )
    assert found == ["正文", "〔页眉〕 草稿", "〔页脚〕 — 1 —", "〔脚注〕 见附表"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (100, "chineseCounting", "100"),
        (0, "chineseCounting", "0"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (0, "decimalEnclosedCircle", "0"),
        (27, "upperLetter", "AA"),
        (1994, "lowerRoman", "mcmxciv"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "hebrew1", "7"),
    ],
)
def test_number_formats(number: int, form: str, expected: str) -> None:
    assert shown(number, form) == expected


def test_a_list_may_be_defined_by_a_list_style() -> None:
    """w:numStyleLink leads to a numbering style, whose w:num has the levels."""
    style = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    own = f'<w:abstractNum w:abstractNumId="5">{level(0, "decimal", "第%1条")}</w:abstractNum>'
    linked = '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
    nums = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/></w:num>' for n, a in [(1, 6), (2, 5)]]
    numbering = part("numbering", own + linked + "".join(nums))
    assert lines(numbered("甲"), styles=part("styles", style), numbering=numbering) == ["第1条 甲"]


@pytest.mark.parametrize("main", [part("document", ""), part("document", f"<w:body>{paragraph('甲')}</w:body>")])
def test_a_body_may_lack_its_page_setup(main: str) -> None:
    assert outline(docx("", main=main)) == ("甲\n" if "甲" in main else "")


def test_styles_that_are_replaced_are_read_anew() -> None:
    """What was read of a part is kept as long as the part stands, for all documents of a shell, and no longer."""
    first = Finished(docx(paragraph("题", "H1")))
    shell = Shell(first.entries)
    made, changed = Finished(first.entries, shell), Finished(first.entries, shell)
    assert outline(made) == "# 一、题\n"
    changed.put("word/styles.xml", part("styles", "").encode())
    assert [outline(each) for each in (changed, made)] == ["题\n", "# 一、题\n"]
