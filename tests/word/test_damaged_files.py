"""Files that are no sound .docx, or one that no report can be made of: each is called what it is."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from damaged import zipped
from docx_parts import LINKS, WORD, cell, docx, numbering_xml, paragraph, part, table

from reportgen.diagnostics import Refused
from reportgen.word import Template, check, outline
from reportgen.word.ooxml.package import Finished
from reportgen.word.returned import regions

BODY = paragraph("共{{ 数 }}项")
MAIN = "word/document.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(name: str, old: str, new: str, body: str = BODY, **options) -> bytes:
    """A sound file with words of one part replaced."""
    files = parts(docx(body, **options))
    assert old in files[name].decode()
    return zipped({**files, name: files[name].decode().replace(old, new).encode()})


def opened(data: bytes, folder: Path) -> Template:
    path = folder / "模板.docx"
    path.write_bytes(data)
    return Template(path)


def typed(kind: str) -> bytes:
    return changed("[Content_Types].xml", TYPE, kind)


def strict() -> bytes:
    files = parts(docx(BODY))
    purl = "http://purl.oclc.org/ooxml/"
    swaps = {WORD: f"{purl}wordprocessingml/main", LINKS: f"{purl}officeDocument/relationships"}
    for old, new in swaps.items():
        files = {name: data.replace(old.encode(), new.encode()) for name, data in files.items()}
    return zipped(files)


def locked() -> bytes:
    """As a zip program locks a file with a password: a flag in both headers."""
    made = bytearray(docx(BODY))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := made.find(sign, start + 1)) >= 0:
            made[start + at] |= 1
    return bytes(made)


@cache
def bomb() -> bytes:
    return zipped({**parts(docx(BODY)), MAIN: part("document", f"<w:body>{' ' * 30_000_000}</w:body>").encode()})


@cache
def liar() -> bytes:
    """The sizes say 100 bytes, what is packed is 30 MB."""
    made = bytearray(bomb())
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        name = struct.unpack_from("<H", made, at + 28)[0]
        if made[at + 46 : at + 46 + name].decode() == MAIN:
            struct.pack_into("<I", made, at + 24, 100)
        at = made.find(b"PK\x01\x02", at + 1)
    return bytes(made)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;">]>'
DEEP = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000
REFUSED = {
    "strict": (strict(), "Strict"),
    "macros": (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "template with macros": (typed("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "宏"),
    "password": (locked(), "加密"),
    "unknown method": (zipped(parts(docx(BODY)), zipfile.ZIP_LZMA), "损坏"),
    "bomb": (bomb, "过大"),
    "lying sizes": (liar, "损坏"),
    "styles cut off": (docx(BODY, others={"word/styles.xml": "<w:styles"}), "word/styles.xml.*不完整"),
    "relationships cut off": (docx(BODY, others={"word/_rels/document.xml.rels": "<Rel"}), "document.xml.rels"),
    "entities": (changed(MAIN, "<w:document", f"{ENTITIES}<w:document"), "损坏"),
    "very deep": (docx(DEEP), "损坏"),
}


def made(data: bytes | Callable[[], bytes]) -> bytes:
    """What is large is made when it is needed."""
    return data if isinstance(data, bytes) else data()


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_a_template_is_called_what_it_is(data: bytes | Callable[[], bytes], told: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=told) as refusal:
        opened(made(data), tmp_path)
    assert "模板.docx" in str(refusal.value)
    assert all(d.hint for d in refusal.value.diagnostics)


@pytest.mark.parametrize("name", [name for name in REFUSED if "macros" not in name])
def test_a_returned_report_is_called_what_it_is(name: str) -> None:
    data, told = REFUSED[name]
    with pytest.raises(Refused, match="损坏" if name.endswith("cut off") else told):
        regions.read(made(data), file="报告.docx")


def test_a_damaged_byte_of_a_picture_is_found(tmp_path: Path) -> None:
    data = bytearray(zipped({**parts(docx(BODY)), "word/media/image1.png": b"picture"}, zipfile.ZIP_STORED))
    data[data.index(b"picture")] ^= 1
    with pytest.raises(Refused, match=r"image1.png”内容与校验不符"):
        opened(bytes(data), tmp_path)


def test_a_template_of_words_own_makes_a_document(tmp_path: Path) -> None:
    made = opened(typed(TYPE.replace("document.main", "template.main")), tmp_path).render({"数": 2})
    assert Finished(made).content_type(MAIN) == TYPE
    assert outline(made) == "共2项\n" and check(made) == []


NUMBERS = {
    "width": table(cell("甲", '<w:tcW w:w="NaN" w:type="dxa"/>')).replace('w:w="100"', 'w:w="NaN"'),
    "span": table(cell("甲", '<w:gridSpan w:val="1e99"/>')),
    "level": '<w:p><w:pPr><w:numPr><w:ilvl w:val="77"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
    "outline": '<w:p><w:pPr><w:outlineLvl w:val="-3"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
}


@pytest.mark.parametrize("body", NUMBERS.values(), ids=NUMBERS)
def test_an_attribute_that_is_no_number_breaks_nothing(body: str, tmp_path: Path) -> None:
    made = opened(docx(body + BODY), tmp_path).render({"数": 2})
    assert {d.code for d in check(made)} <= {"number-invalid", "span-invalid", "row-too-wide"}
    assert outline(made).endswith("共2项\n")


def test_a_list_with_a_start_that_is_no_number(tmp_path: Path) -> None:
    levels = '<w:lvl w:ilvl="x"><w:start w:val="x"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="x"/></w:num>'
    body = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>'
    made = opened(docx(body, others={"word/numbering.xml": numbering_xml(levels, nums)}), tmp_path).render({})
    assert outline(made) == "0. 项\n"


PLAIN = '<x xmlns:a="urn:a"><a:t>{</a:t><a:t>{ 年度 }}</a:t></x>'
ELSEWHERE = {
    "chart": ("word/charts/chart1.xml", PLAIN, "图表"),
    "SmartArt": ("word/diagrams/data1.xml", PLAIN, "SmartArt"),
    "company": ("docProps/app.xml", PLAIN, "文档属性"),
    "own property": ("docProps/custom.xml", PLAIN, "自定义文档属性"),
    "building block": ("word/glossary/document.xml", PLAIN, "构建基块"),
    "document variable": ("word/settings.xml", '<x name="甲" val="{{ 年度 }}"/>', "文档变量"),
}


@pytest.mark.parametrize(("name", "xml", "where"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_tag_in_a_part_that_is_not_rendered_is_told(name: str, xml: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        opened(docx(paragraph("甲"), others={name: xml}), tmp_path)
    (found,) = refusal.value.diagnostics
    assert found.code == "tag-elsewhere" and where in found.message and "{{ 年度 }}" in found.message
    assert opened(docx(paragraph("甲"), others={name: xml.replace("{", "").replace("}", "")}), tmp_path)


@pytest.mark.parametrize("address", ["http://a.cn/{{ 年度 }}", "http://a.cn/%7B%7B%20年度%20%7D%7D"])
def test_a_tag_in_the_address_of_a_link_is_told(address: str, tmp_path: Path) -> None:
    link = f'<Relationship Id="rId9" Type="{LINKS}/hyperlink" Target="{address}" TargetMode="External"/>'
    body = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>'
    data = changed("word/_rels/document.xml.rels", "</Relationships>", f"{link}</Relationships>", body)
    with pytest.raises(Refused, match="链接的地址里有标签"):
        opened(data, tmp_path)
    (tmp_path / "上级.docx").write_bytes(data)
    with pytest.raises(Refused, match=r"上级\.docx 链接的地址: 错误：链接的地址里有标签"):
        opened(docx(paragraph('{%p extends "上级.docx" %}')), tmp_path)
