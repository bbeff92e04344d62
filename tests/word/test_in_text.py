"""Controls put into the text of a report: those that its tree would have got, in the same bytes."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, paragraph, part, table

from reportgen.word.anchors import controls, in_text
from reportgen.word.anchors.identity import Identity
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.ooxml.package import Finished
from reportgen.word.tags.patch import DECLARATION

TOLD, CAUSE = CONTROLLED.around("叙述.甲"), CONTROLLED.around("问题.A&amp;1.原因")
LIST = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
TABLE = table(cell("格"))
IN_TABLE = table(cell("之前") + cell("因{}为{}何".format(*CAUSE)), cell("{}满{}".format(*CAUSE)) + cell(""))
INLINE = "因{}为<{}何".format(*CAUSE).replace("<", "&lt;")


def around(*stretches: str) -> str:
    """Narrative between two paragraphs that hold a mark each."""
    return paragraph(TOLD[0]) + "".join(stretches) + paragraph(TOLD[1])


@pytest.mark.parametrize(
    ("body", "usual"),
    [
        (paragraph("没有记号") + TABLE, True),
        (around(paragraph("一", "Body"), paragraph("题", "H2"), paragraph("二&#34;引&#39;")), True),
        (
            around(f"<w:p>{BOLD.format('粗')}{BOLD.format('体')}<w:r><w:t>细</w:t><w:br/><w:t>行</w:t></w:r></w:p>"),
            True,
        ),
        (around(LIST.format("一"), LIST.format("二")) + paragraph("{}题{}".format(*CAUSE), "H1"), True),
        (TABLE + around(TABLE, paragraph("后")) + TABLE, True),
        (TABLE + around() + TABLE, True),
        (around(paragraph("一")) + around(paragraph("又一")) + paragraph("{} {}空".format(*CAUSE)), True),
        (paragraph(INLINE) + paragraph(INLINE) + IN_TABLE, True),
        (f"<w:p>{BOLD.format(CAUSE[0] + '粗')}<w:r><w:t/></w:r>{BOLD.format('体' + CAUSE[1])}</w:p>", True),
        (f"<w:p><w:r><w:t>因{CAUSE[0]}一</w:t><w:br/><w:t>二{CAUSE[1]}</w:t></w:r></w:p>", True),
        (f'<w:p><w:bookmarkStart w:id="7" w:name="甲"/></w:p>{paragraph(INLINE)}', True),
        (f'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{paragraph(INLINE)}</w:sdtContent></w:sdt>', True),
        (around(paragraph(INLINE), BOX.format(paragraph("框"))), True),
        (BOX.format(paragraph(INLINE)), False),
        (table(f"<w:tc>{BOX.format(paragraph(INLINE))}</w:tc>"), False),
        (paragraph(TOLD[0]) + paragraph("没有结尾"), False),
        (paragraph("没有开头") + paragraph(TOLD[1]), False),
        (paragraph(TOLD[0]) + around(paragraph("两层")), False),
        (paragraph(CAUSE[0] + TOLD[0] + "套" + TOLD[1] + CAUSE[1] + "外"), False),
        (paragraph(CAUSE[0] + "一") + paragraph("二" + CAUSE[1]), False),
        (table(f"<w:tc>{around(paragraph('格里'))}<w:p/></w:tc>"), False),
        (table(cell("后" + CAUSE[1]) + cell("{}题{}".format(*CAUSE))), False),
        (around("<w:p/>", paragraph("一")), False),
        (f'<w:p><w:hyperlink w:anchor="甲"><w:r><w:t>{INLINE}</w:t></w:r></w:hyperlink></w:p>', False),
        (f"{paragraph(INLINE)}<w:bookmarkStart w:id='1' w:name='甲'/>", False),
    ],
)
def test_a_text_gets_the_controls_of_its_tree(body: str, usual: bool) -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = body.replace("<w:tcPr></w:tcPr>", "<w:tcPr/>")
    main = part("document", f"<w:body>{body}{section}</w:body>").partition("\n")[2]
    printed, read = (docx("", main=declared + main) for declared in (DECLARATION, "<?xml version='1.0'?>"))
    labels = in_text.anchor(Finished(printed))
    assert (labels is not None) == usual
    assert in_text.anchor(Finished(read)) is None, "only what this program printed"
    made, wanted = (Finished(controls.anchor(data, Identity("某", "2021", "套", "1"))) for data in (printed, read))
    assert all(made.data(name) == wanted.data(name) for name in made.entries)
