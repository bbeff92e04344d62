"""What inherited content refers to in its own file comes along: notes, headers, lists; what it must not bring stays."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from docx_parts import docx, numbering_xml, paragraph, part
from lxml import etree

from reportgen.word import Template, check, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANDSCAPE = '<w:sectPr>{}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
PORTRAIT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def unchecked(tmp_path: Path, base: bytes, own: bytes, **values: object) -> bytes:
    for name, data in {"base": base, "own": own}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.docx").write_bytes(data)
    return Template(tmp_path / "own" / "report.docx", search=[tmp_path]).render(values)


def render(tmp_path: Path, base: bytes, own: bytes, **values: object) -> bytes:
    made = unchecked(tmp_path, base, own, **values)
    assert check(made) == []
    return made


def child(*texts: str, **others: str) -> bytes:
    body = "".join(map(paragraph, ('{%p extends "base/report.docx" %}', *texts)))
    return docx(body, others={f"word/{name}.xml": xml for name, xml in others.items()})


def tree(made: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


def texts(root: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def note(id_: int, text: str, kind: str = "") -> str:
    mark = f' w:type="{kind}"' if kind else ""
    return f'<w:footnote{mark} w:id="{id_}">{paragraph(text)}</w:footnote>'


def cites(id_: int) -> str:
    return f'<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="{id_}"/></w:r></w:p>'


SEPARATORS = note(-1, "", "separator") + note(0, "", "continuationSeparator")
BASE_NOTES = part("footnotes", SEPARATORS + note(2, "上级的注{{ 值 }}") + note(3, "没有引用的注"))


def test_footnotes_come_along_where_the_child_has_none(tmp_path: Path) -> None:
    base = docx(cites(2), others={"word/footnotes.xml": BASE_NOTES})
    made = render(tmp_path, base, child(), 值="甲")
    assert texts(tree(made, "word/footnotes.xml")) == ["", "", "上级的注甲"]
    cited = next(tree(made, "word/document.xml").iter(f"{W}footnoteReference")).get(f"{W}id")
    assert [n.get(f"{W}id") for n in tree(made, "word/footnotes.xml")][-1] == cited


def test_footnotes_are_added_to_the_child_s_own(tmp_path: Path) -> None:
    base = docx(cites(2), others={"word/footnotes.xml": BASE_NOTES})
    own = child(footnotes=part("footnotes", SEPARATORS + note(2, "自己的注")))
    made = render(tmp_path, base, own, 值="甲")
    notes = tree(made, "word/footnotes.xml")
    assert texts(notes) == ["", "", "自己的注", "上级的注甲"]
    assert [n.get(f"{W}id") for n in notes] == ["-1", "0", "2", "3"]
    assert next(tree(made, "word/document.xml").iter(f"{W}footnoteReference")).get(f"{W}id") == "3"


def test_a_page_orientation_that_the_child_lacks_brings_its_header(tmp_path: Path) -> None:
    section = LANDSCAPE.format('<w:headerReference w:type="default" r:id="rId3"/>')
    inside = f"<w:p><w:pPr>{section}</w:pPr></w:p>{paragraph('后文')}"
    header = part("hdr", paragraph("{{ 值 }}附表", "Body"))
    base = docx("", main=part("document", f"<w:body>{inside}{PORTRAIT}</w:body>"), others={"word/header1.xml": header})
    made = render(tmp_path, base, child(), 值="甲")
    landscape = next(tree(made, "word/document.xml").iter(f"{W}headerReference"))
    links = {link.get("Id"): link.get("Target") for link in tree(made, "word/_rels/document.xml.rels")}
    name = links[landscape.get(next(k for k in landscape.attrib if k.endswith("}id")))].removeprefix("/")
    assert texts(tree(made, name)) == ["甲附表"]


def test_comments_of_the_parent_stay_there(tmp_path: Path) -> None:
    commented = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>正文</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    base = docx(commented, others={"word/comments.xml": part("comments", "")})
    made = render(tmp_path, base, child())
    assert b"comment" not in etree.tostring(tree(made, "word/document.xml"))
    assert outline(made).strip() == "正文"


def item(text: str, number: int) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"


def numbering(sign: str, linked: str = "") -> str:
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{linked}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="%1{sign}"/></w:lvl>'
    )
    return numbering_xml(level, '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>')


def test_a_list_equal_in_both_files_is_one_list(tmp_path: Path) -> None:
    block = paragraph("{%p block 甲 %}") + paragraph("{%p endblock %}")
    base = docx(item("一", 4) + block, others={"word/numbering.xml": numbering("、")})
    body = paragraph('{%p extends "base/report.docx" %}') + paragraph("{%p block 甲 %}") + item("二", 4)
    own = docx(body + paragraph("{%p endblock %}"), others={"word/numbering.xml": numbering("、")})
    assert outline(render(tmp_path, base, own)).splitlines() == ["1、一", "2、二"]


def test_a_list_comes_to_a_child_that_has_none(tmp_path: Path) -> None:
    base = docx(item("一", 4), others={"word/numbering.xml": numbering("、", '<w:pStyle w:val="H1"/>')})
    own = docx(paragraph('{%p extends "base/report.docx" %}'), others={"word/numbering.xml": None})
    made = unchecked(tmp_path, base, own)  # the child's heading styles name the list that it does not have
    assert outline(made).splitlines() == ["1、一"]
    assert tree(made, "word/numbering.xml").find(f".//{W}pStyle") is None
