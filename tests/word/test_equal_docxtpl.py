"""Any template in docxtpl's tag syntax gives what docxtpl gives for it, part by part after C14N."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx_parts import NAMESPACES, cell, docx, paragraph, part, table
from docxtpl import DocxTemplate, Listing, RichText
from jinja2 import Environment, StrictUndefined
from lxml import etree

from reportgen.word import Template

CONTEXT = {
    "名称": "收入<支出 & “结余”",
    "多行": "第一行\n第二行\n\n第四行",
    "清单": Listing("甲\n乙 & 丙"),
    "真": True,
    "假": False,
    "空": [],
    "列": ["一季度", "二季度", "三季度"],
    "行": [{"名": "基本支出", "数": [1, 2, 3]}, {"名": "项目支出", "数": [4, 5, 6]}],
    "花": RichText("粗体", bold=True),
    "宽": 2,
    "色": "FF0000",
}


def rows(*texts: str) -> str:
    return table(*(cell(text) + cell("") for text in texts))


BODIES = {
    "values in a paragraph": paragraph("前{{ 名称 }}中{{列[0]}}后"),
    "split over runs": "<w:p><w:r><w:t>前{</w:t></w:r><w:r><w:t>{ 名</w:t></w:r><w:r><w:t>称 }}后</w:t></w:r></w:p>",
    "split, with proofing marks": (
        '<w:p><w:r><w:t>{{</w:t></w:r><w:proofErr w:type="gramStart"/><w:r><w:t xml:space="preserve"> 名称 </w:t></w:r>'
        '<w:proofErr w:type="gramEnd"/><w:r><w:t>}}</w:t></w:r></w:p>'
    ),
    "if in a line": paragraph("{% if 真 %}是{% else %}否{% endif %}，{% if 假 %}有{% endif %}"),
    "for in a line": paragraph("{% for 项 in 列 %}{{ 项 }}{% if not loop.last %}、{% endif %}{% endfor %}。"),
    "comparison": paragraph("{% if 宽 &lt; 3 and 宽 &gt;= 1 %}小{% endif %}"),
    "paragraphs": "".join(
        map(paragraph, ("{%p if 真 %}", "留下", "{%p endif %}", "{%p if 假 %}", "略去", "{%p endif %}"))
    ),
    "paragraph loop": "".join(map(paragraph, ("{%p for 项 in 列 %}", "{{ loop.index }}.{{ 项 }}", "{%p endfor %}"))),
    "nested": "".join(
        map(
            paragraph,
            (
                "{%p for 项 in 行 %}",
                "{{ 项.名 }}",
                "{%p for 数 in 项.数 %}",
                "{{ 数 }}",
                "{%p endfor %}",
                "{%p endfor %}",
            ),
        )
    ),
    "rows": table(
        cell("名") + cell("数"),
        cell("{%tr for 项 in 行 %}") + cell(""),
        cell("{{ 项.名 }}") + cell("{{ 项.数 | sum }}"),
        cell("{%tr endfor %}") + cell(""),
    ),
    "columns": table(
        cell("名") + cell("{%tc for 数 in 行[0].数 %}") + cell("第{{ loop.index }}列") + cell("{%tc endfor %}"),
        columns=4,
    ),
    "more columns than the grid has": table(
        cell("名") + cell("{%tc for 数 in 行[0].数 %}") + cell("{{ 数 }}") + cell("{%tc endfor %}"), columns=2
    ),
    "fewer columns than the grid has": table(
        cell("名") + cell("{%tc for 数 in 列[:1] %}") + cell("{{ 数 }}") + cell("{%tc endfor %}"), columns=4
    ),
    "vertical merge": table(
        cell("{%tr for 项 in 行 %}") + cell(""),
        cell("{% vm %}合并", '<w:tcW w:w="9" w:type="dxa"/>') + cell("{{ 项.名 }}"),
        cell("{%tr endfor %}") + cell(""),
    ),
    "column span": table(cell("{% colspan 宽 %}{{ 名称 }}"), cell("甲") + cell("乙")),
    "cell colour": table(cell("{% cellbg 色 %}{{ 名称 }}") + cell("乙")),
    "new lines": paragraph("{{ 多行 }}"),
    "listing": paragraph("{{ 清单 }}"),
    "rich text": paragraph("前") + "<w:p><w:r><w:t>{{r 花 }}</w:t></w:r></w:p>",
    "comment": paragraph("甲{# 说明 #}乙") + paragraph("{#p 整段说明 #}"),
    "set and macro": "".join(
        map(paragraph, ("{%p set 数 = 宽 * 3 %}", "{{ 数 }}", "{%p macro 句(字) %}", "{{ 字 }}。", "{%p endmacro %}"))
    )
    + paragraph("{{p 句('甲') }}"),
    "curly quotes": paragraph("{{ 列 | join(“、”) }}"),
    "bold between": (
        '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>'
        "<w:t>{{ 名称 }}</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>"
    ),
}


def as_docxtpl(path: Path) -> bytes:
    document = DocxTemplate(path)
    document.render(dict(CONTEXT), Environment(autoescape=True, undefined=StrictUndefined))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def canonical(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read(name), etree.XMLParser(remove_blank_text=True))
    for element in list(root.iter("{*}proofErr")):
        element.getparent().remove(element)
    return re.sub(
        r' (xml:space="preserve"|w:rsid\w*="\w*")', "", etree.tostring(root, method="c14n", exclusive=True).decode()
    )


def written(tmp_path: Path, template: bytes) -> Path:
    path = tmp_path / "template.docx"
    path.write_bytes(template)
    return path


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_body_is_as_docxtpl_renders_it(body: str, tmp_path: Path) -> None:
    path = written(tmp_path, docx(body))
    theirs, ours = as_docxtpl(path), Template(path).render(CONTEXT)
    assert canonical(ours, "word/document.xml") == canonical(theirs, "word/document.xml")


def test_headers_footers_and_notes_are_rendered_too(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ 名称 }}")
    document.sections[0].header.paragraphs[0].text = "{{ 列[0] }}"
    document.sections[0].footer.paragraphs[0].text = "第{{ 宽 }}页"
    path = tmp_path / "template.docx"
    document.save(path)
    theirs, ours = as_docxtpl(path), Template(path).render(CONTEXT)
    names = [n for n in zipfile.ZipFile(BytesIO(ours)).namelist() if n.endswith(".xml") and n.startswith("word/")]
    assert len([n for n in names if "header" in n or "footer" in n]) == 2
    assert [n for n in names if canonical(ours, n) != canonical(theirs, n)] == []


def test_properties_of_drawings_are_numbered_through(tmp_path: Path) -> None:
    spaces = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline {spaces}><wp:docPr id="7" name="图"/></wp:inline></w:drawing></w:r></w:p>'
    )
    body = paragraph("{%p for 项 in 列 %}") + drawing + paragraph("{%p endfor %}")
    made = Template(written(tmp_path, docx(body))).render(CONTEXT)
    ids = re.findall(r'docPr id="(\d+)"', canonical(made, "word/document.xml"))
    assert ids == re.findall(
        r'docPr id="(\d+)"', canonical(as_docxtpl(tmp_path / "template.docx"), "word/document.xml")
    )
    assert len(set(ids)) == 3


def test_other_parts_stay_byte_for_byte_and_every_run_gives_the_same_file(tmp_path: Path) -> None:
    others = {"word/header1.xml": part("hdr", paragraph("没有标签")), "word/media/a.bin": "图" * 500}
    path = written(tmp_path, docx(paragraph("{{ 名称 }}"), others=others))
    template = Template(path)
    before, after = template.render(CONTEXT), template.render(CONTEXT)
    assert before == after == Template(path).render(CONTEXT)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(BytesIO(after)) as new:
        assert new.namelist() == old.namelist()
        assert new.testzip() is None
        changed = [n for n in old.namelist() if old.read(n) != new.read(n)]
    assert changed == ["word/document.xml"]


def test_rendering_touches_neither_docx_nor_docxtpl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = Template(written(tmp_path, docx(paragraph("{{ 名称 }}"))))
    monkeypatch.setattr(DocxTemplate, "__init__", None)
    monkeypatch.setattr("docx.Document", None)
    assert "收入&lt;支出" in canonical(template.render(CONTEXT), "word/document.xml")


def test_namespaces_of_the_file_are_kept(tmp_path: Path) -> None:
    assert "xmlns:w" in NAMESPACES
    made = Template(written(tmp_path, docx(paragraph("{{ 名称 }}")))).render(CONTEXT)
    assert Document(BytesIO(made)).paragraphs[0].text == "收入<支出 & “结余”"
