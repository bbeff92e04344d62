"""A .docx drawn: what its styles, direct settings and tables come to, and where its words come from."""

from __future__ import annotations

import random
import re

import pytest
from damaged import damage
from docx_parts import STYLES, cell, docx, paragraph, part, table
from test_fuzz_word import BODY, OTHERS

from reportgen.diagnostics import Refused
from reportgen.drawing import DrawnBlock, DrawnDocument, DrawnParagraph, DrawnTable, Edge
from reportgen.word.drawn import draw

FONTS = '<w:rFonts w:ascii="Arial" w:eastAsia="仿宋_GB2312"/>'
DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults>"
BASE = '<w:spacing w:before="40" w:line="570" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'


def style(name: str, inside: str, kind: str = "paragraph", based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def drawn(body: str, styles: str = "", others: dict[str, str | None] | None = None) -> DrawnDocument:
    sheet = part("styles", DEFAULTS + style("Normal", f"<w:pPr>{BASE}</w:pPr>") + styles)
    return draw(docx(body, others={"word/styles.xml": sheet, **(others or {})}))


def first(document: DrawnDocument) -> DrawnParagraph:
    block = document.sections[0].blocks[0]
    assert isinstance(block, DrawnParagraph)
    return block


def words(block: DrawnBlock) -> str:
    if isinstance(block, DrawnTable):
        return "｜".join("/".join(words(b) for b in cell.blocks) for row in block.rows for cell in row.cells)
    return "".join(run.text for run in block.runs)


def test_what_a_style_says_holds_until_something_nearer_says_otherwise() -> None:
    heading = style(
        "题", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr>', based="Normal"
    )
    run = '<w:r><w:rPr><w:b w:val="0"/><w:color w:val="C00000"/></w:rPr><w:t>字</w:t></w:r>'
    made = first(drawn(f'<w:p><w:pPr><w:pStyle w:val="题"/><w:ind w:hanging="200"/></w:pPr>{run}</w:p>', heading))
    look, own = made.look, made.runs[0].look
    assert (look.align, look.before, look.line, look.times, look.first) == ("center", 2, 28.5, False, -10)
    assert (own.font, own.latin, own.size, own.bold, own.color) == ("仿宋_GB2312", "Arial", 22, False, "C00000")
    assert made.mark.bold


@pytest.mark.parametrize(
    ("told", "line", "times"),
    [
        ('<w:spacing w:line="360" w:lineRule="auto"/>', 1.95, True),
        ('<w:spacing w:line="500" w:lineRule="atLeast"/>', 25, False),
        ('<w:spacing w:line="100" w:lineRule="atLeast"/>', 20.8, False),
        ('<w:spacing w:line="580" w:lineRule="exact"/>', 29, False),
    ],
)
def test_lines_are_as_high_as_word_makes_them(told: str, line: float, times: bool) -> None:
    look = first(drawn(f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>字</w:t></w:r></w:p>")).look
    assert (round(look.line, 2), look.times) == (line, times)


def test_a_grid_gives_lines_their_pitch_and_signs_their_room() -> None:
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="580" w:charSpace="-4096"/>'
    single = '<w:spacing w:line="240" w:lineRule="auto"/>'
    words = "<w:r><w:t>字</w:t></w:r>"
    made = first(drawn(f"<w:p><w:pPr>{single}<w:sectPr>{grid}</w:sectPr></w:pPr>{words}</w:p>"))
    assert (made.look.line, made.look.times, made.runs[0].look.spacing) == (29, False, -1)


def test_numbers_stand_before_their_words_and_pages_turn_where_they_are_told() -> None:
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>'
    )
    turning = '<w:p><w:r><w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t><w:br/><w:t>行</w:t></w:r></w:p>'
    last = '<w:p><w:r><w:t>末</w:t><w:br w:type="page"/></w:r></w:p>'
    blocks = drawn(listed + turning + last + paragraph("下一页")).sections[0].blocks
    told = [(words(b), b.look.turns) for b in blocks if isinstance(b, DrawnParagraph)]
    assert told == [("1.项", False), ("前", False), ("后\n行", True), ("末", False), ("下一页", True)]


def test_cells_that_are_merged_take_their_rows_and_columns_between_their_borders() -> None:
    grid = style(
        "格",
        '<w:tblPr><w:tblBorders><w:top w:val="double" w:sz="12"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
        '</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>',
        "table",
    )
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = table(
        cell("甲", '<w:gridSpan w:val="2"/>') + cell("乙"),
        cell("丙", start) + cell("丁") + cell("戊", '<w:shd w:fill="EEEEEE"/>'),
        cell("", on) + cell("己", '<w:vAlign w:val="center"/>') + cell("庚"),
        columns=3,
    ).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="格"/><w:tblLook w:val="0020"/></w:tblPr>')
    block = drawn(rows, grid).sections[0].blocks[0]
    assert isinstance(block, DrawnTable)
    cells = {words(c.blocks[0]): c for row in block.rows for c in row.cells}
    assert {name: (c.at, c.span, c.rows) for name, c in cells.items()} == {
        "甲": (0, 2, 1), "乙": (2, 1, 1),
        "丙": (0, 1, 2), "丁": (1, 1, 1), "戊": (2, 1, 1),
        "己": (1, 1, 1), "庚": (2, 1, 1),
    }  # fmt: skip
    assert block.columns == (5, 5, 5)
    assert cells["甲"].look.edges.top == Edge("double", 4.5)
    assert (cells["丙"].look.edges.top, cells["丙"].look.edges.bottom) == (Edge("solid", 0.5), None)
    assert (cells["戊"].look.shade, cells["己"].look.stands) == ("EEEEEE", "middle")
    bold = [
        name for name, c in cells.items() for b in c.blocks if isinstance(b, DrawnParagraph) and b.runs[0].look.bold
    ]
    assert bold == ["甲", "乙"]


def test_sections_have_their_pages_and_the_headers_of_those_before() -> None:
    across = '<w:pgSz w:w="16838" w:h="11906"/><w:pgNumType w:start="5"/>'
    head = '<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    upright = f"<w:sectPr>{head}</w:sectPr>"
    body = f"<w:p><w:pPr>{upright}</w:pPr></w:p>" + f"<w:p><w:pPr><w:sectPr>{across}</w:sectPr></w:pPr></w:p>"
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    long = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    long = long.replace("</w:r>", "</w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r>", 1)
    others: dict[str, str | None] = {
        "word/header1.xml": part("hdr", paragraph("页眉")),
        "word/footer1.xml": part("ftr", f"<w:p>{field}{long}</w:p>"),
        "word/settings.xml": part("settings", "<w:evenAndOddHeaders/>"),
    }
    document = drawn(body + paragraph("末"), others=others)
    one, two, _ = document.sections
    assert (one.width, two.width, one.start, two.start, document.facing) == (595.3, 841.9, None, 5, True)
    assert [words(b) for b in two.header.default] == ["页眉"]
    footer = two.footer.even[0]
    assert isinstance(footer, DrawnParagraph)
    assert [run.field for run in footer.runs] == ["PAGE", "NUMPAGES"]
    assert two.footer.default == ()


def test_words_know_the_comment_and_the_control_that_they_stand_in() -> None:
    marked = '<w:commentRangeStart w:id="7"/><w:r><w:t>二</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    left = '<w:r><w:t>三</w:t></w:r><w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    inside = f"<w:p><w:r><w:t>一</w:t></w:r>{marked}{left}{hidden}</w:p>"
    properties = '<w:sdtPr><w:tag w:val="叙述.前言"/></w:sdtPr>'
    control = f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    comments = part("comments", f'<w:comment w:id="7">{paragraph("来历")}{paragraph("请确认")}</w:comment>')
    document = drawn(control, others={"word/comments.xml": comments})
    assert [(run.text, run.note, run.place) for run in first(document).runs] == [
        ("一", "", "叙述.前言"),
        ("二", "7", "叙述.前言"),
        ("三", "", "叙述.前言"),
    ]
    assert document.notes == {"7": ("来历", "请确认")}


def test_footnotes_symbols_and_what_no_browser_shows() -> None:
    noted = '<w:p><w:r><w:footnoteReference w:id="2"/><w:tab/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    told = '<wp:extent cx="127000" cy="254000"/><wp:docPr name="图1" descr="走势"/>'
    inline = f'<wp:inline xmlns:wp="{space}">{told}</wp:inline>'
    drawing = f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0">{paragraph("线")}</w:footnote><w:footnote w:id="2">{paragraph("注")}</w:footnote>',
    )
    document = drawn(noted + drawing, others={"word/footnotes.xml": notes})
    assert [words(b) for note in document.footnotes for b in note] == ["注"]
    assert first(document).runs[0].look.raised == "super"
    assert [(one.name, one.data, one.width, one.height) for one in document.pictures] == [("走势", b"", 10, 20)]


def test_a_damaged_file_is_drawn_or_refused() -> None:
    whole = docx(re.sub(r"\{[{%].*?[}%]\}", "", BODY), others=OTHERS)
    assert draw(whole).sections
    refused = 0
    for seed in range(60):
        data, how = damage(whole, random.Random(seed))
        try:
            draw(data, "甲.docx")
        except Refused as refusal:
            refused += 1
            assert all(re.search("[一-鿿]", one.message) for one in refusal.diagnostics), how
    assert refused


def test_styles_of_tests_are_drawn_too() -> None:
    document = draw(docx("".join(paragraph(name, id_) for name, id_ in STYLES.items())))
    assert [b.level for b in document.sections[0].blocks if isinstance(b, DrawnParagraph)][:3] == [None, 0, 1]
