"""Inheritance between Word files: blocks, super, include; styles, lists, pictures and pages of the other file."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import LINKS, cell, docx, numbering_xml, paragraph, part, table
from lxml import etree

from reportgen.diagnostics import Refused
from reportgen.word import Template, check, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PORTRAIT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{}"/></w:sectPr>'
LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="{}"/></w:sectPr>'
BASE = (
    "总标题",
    "{%p block 甲 %}",
    "甲的原文{{ 值 }}",
    "{%p endblock %}",
    "{%p block 乙 %}",
    "乙的原文",
    "{%p endblock %}",
)


def lines(*texts: str) -> str:
    return "".join(map(paragraph, texts))


def files(tmp_path: Path, **made: bytes) -> Path:
    """Write `名.docx` files into templates/名/report.docx; the folder with all of them."""
    for name, data in made.items():
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "report.docx").write_bytes(data)
    return tmp_path


def child(*texts: str, parent: str = "base") -> str:
    return lines(f'{{%p extends "{parent}/report.docx" %}}', *texts)


def render(root: Path, name: str = "own", **values: object) -> bytes:
    return Template(root / name / "report.docx", search=[root]).render({"值": 1, **values})


def texts(made: bytes) -> list[str]:
    return outline(made).splitlines()


def tree(made: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((), ["总标题", "甲的原文1", "乙的原文"]),
        (("{%p block 甲 %}", "另写", "{%p endblock %}"), ["总标题", "另写", "乙的原文"]),
        (
            ("{%p block 乙 %}", "{{p super() }}", "又一段", "{%p endblock %}"),
            ["总标题", "甲的原文1", "乙的原文", "又一段"],
        ),
        (("{%p block 甲 %}", "{%p endblock %}"), ["总标题", "乙的原文"]),
        (
            ("{%p block 甲 %}", "{%p if 值 %}", "有{{ 值 }}", "{%p endif %}", "{%p endblock 甲 %}"),
            ["总标题", "有1", "乙的原文"],
        ),
    ],
)
def test_a_child_holds_only_the_blocks_it_changes(own: tuple[str, ...], expected: list[str], tmp_path: Path) -> None:
    root = files(tmp_path, base=docx(lines(*BASE)), own=docx(child(*own)))
    assert texts(render(root)) == expected


BLOCK_INSIDE = (
    "{%p block 甲 %}",
    "甲的原文",
    "{%p block 丙 %}",
    "丙的原文",
    "{%p endblock %}",
    "{%p endblock %}",
    "尾",
)


@pytest.mark.parametrize(
    ("base", "own", "expected", "stays"),
    [
        (BASE, ("{%p block 甲 %}", "另写", "{%p endblock %}"), ["总标题", "另写", "乙的原文"], False),
        (
            BASE,
            ("{%p block 甲 %}", "{{p super() }}", "{%p endblock %}"),
            ["总标题", "甲的原文1", "乙的原文"],
            True,
        ),
        (
            BASE,
            ("{%p block 甲 %}", "{{p self.乙() }}", "{%p endblock %}"),
            ["总标题", "乙的原文", "乙的原文"],
            True,
        ),
        (
            BASE,
            ("{%p block 甲 %}", '{%p include "base/report.docx" %}', "{%p endblock %}"),
            ["总标题", "总标题", "甲的原文1", "乙的原文", "乙的原文"],
            True,
        ),
        (BLOCK_INSIDE, ("{%p block 甲 %}", "另写", "{%p endblock %}"), ["另写", "尾"], False),
        (BLOCK_INSIDE, ("{%p block 丙 %}", "另写", "{%p endblock %}"), ["甲的原文", "另写", "尾"], True),
        (
            BLOCK_INSIDE,
            ("{%p block 甲 %}", "另写", "{%p block 丙 %}", "{{p super() }}", *["{%p endblock %}"] * 2),
            ["另写", "丙的原文", "尾"],
            True,
        ),
        (("{% block 甲 %}甲的原文{% endblock %}", "尾"), ("{%p block 甲 %}", "另写", "{%p endblock %}"), None, True),
    ],
)
def test_what_is_never_printed_is_not_compiled(base, own, expected, stays, tmp_path: Path) -> None:
    root = files(tmp_path, base=docx(lines(*base)), own=docx(child(*own)))
    template = Template(root / "own" / "report.docx", search=[root])
    assert ("甲的原文" in template._sources["base/report.docx"].text) is stays
    assert expected is None or texts(template.render({"值": 1})) == expected


def test_curly_quotes_around_the_name_are_what_word_types(tmp_path: Path) -> None:
    own = child().replace('"base/report.docx"', "“base/report.docx”")
    assert texts(render(files(tmp_path, base=docx(lines(*BASE)), own=docx(own)))) == ["总标题", "甲的原文1", "乙的原文"]


def test_three_generations(tmp_path: Path) -> None:
    middle = child("{%p block 甲 %}", "中间", "{{p super() }}", "{%p endblock %}")
    own = child("{%p block 甲 %}", "{{p super() }}", "最后", "{%p endblock %}", parent="middle")
    root = files(tmp_path, base=docx(lines(*BASE)), middle=docx(middle), own=docx(own))
    assert texts(render(root)) == ["总标题", "中间", "甲的原文1", "最后", "乙的原文"]


def test_an_included_file_sees_the_loop_it_stands_in(tmp_path: Path) -> None:
    own = lines("{%p for 项 in 列 %}", '{%p include "part/report.docx" %}', "{%p endfor %}")
    root = files(tmp_path, own=docx(own), part=docx(lines("第{{ 项 }}项")))
    assert texts(render(root, 列=["一", "二"])) == ["第一项", "第二项"]


def test_blocks_of_rows(tmp_path: Path) -> None:
    def rows(*first: str) -> str:
        return table(*(cell(text) + cell("") for text in first))

    base = docx(rows("表头", "{%tr block 行 %}", "原行", "{%tr endblock %}"))
    own = docx(child() + rows("{%tr block 行 %}", "甲行", "乙行", "{%tr endblock %}"))
    assert texts(render(files(tmp_path, base=base, own=own))) == ["| 表头 |  |", "| 甲行 |  |", "| 乙行 |  |"]


def styles(*entries: str) -> dict[str, str | None]:
    return {"word/styles.xml": part("styles", "".join(entries))}


def numbering(sign: str, number: int) -> str:
    """List `number`: 1 and a sign."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
    nums = f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'
    return numbering_xml(f'{level}<w:lvlText w:val="%1{sign}"/></w:lvl>', nums)


def style(id_: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'


def test_styles_are_found_by_name_not_by_id(tmp_path: Path) -> None:
    base = docx(
        paragraph("甲", "a1") + paragraph("乙", "a2"), others=styles(style("a1", "公文正文"), style("a2", "Heading 1"))
    )
    own = docx(child(), others=styles(style("a2", "公文正文"), style("x9", "heading 1")))
    made = render(files(tmp_path, base=base, own=own))
    assert [s.get(f"{W}val") for s in tree(made).iter(f"{W}pStyle")] == ["a2", "x9"]


def test_a_style_that_the_child_lacks_comes_along_with_those_it_is_based_on(tmp_path: Path) -> None:
    based = '<w:basedOn w:val="a1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    base = docx(
        paragraph("甲", "a2"),
        others={**styles(style("a1", "底样式"), style("a2", "提示", based)), "word/numbering.xml": numbering(")", 7)},
    )
    own = docx(child(), others=styles(style("a2", "别的")))
    made = render(files(tmp_path, base=base, own=own))
    used = next(tree(made).iter(f"{W}pStyle")).get(f"{W}val")
    names = {s.get(f"{W}styleId"): s for s in tree(made, "word/styles.xml")}
    assert used != "a2" and names[used].find(f"{W}name").get(f"{W}val") == "提示"
    below = names[names[used].find(f"{W}basedOn").get(f"{W}val")]
    assert below.find(f"{W}name").get(f"{W}val") == "底样式"
    assert texts(made) == ["1)甲"]
    assert check(made) == []


def test_lists_of_the_parent_keep_their_numbers(tmp_path: Path) -> None:
    def item(text: str) -> str:
        place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
        return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    block = lines("{%p block 甲 %}", "{%p endblock %}")
    base = docx(item("一") + item("二") + block, others={"word/numbering.xml": numbering("、", 4)})
    own = docx(
        child("{%p block 甲 %}") + item("三") + paragraph("{%p endblock %}"),
        others={"word/numbering.xml": numbering(")", 4)},
    )
    made = render(files(tmp_path, base=base, own=own))
    assert texts(made) == ["1、一", "2、二", "1)三"]
    assert check(made) == []


def picture(id_: str) -> str:
    blip = f'<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="{id_}"/>'
    return f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>"


def with_links(made: bytes, *links: tuple[str, str, str, str]) -> bytes:
    """Other relationships (id, kind, target, mode) for the document."""
    entries = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{k}" Target="{t}"{m}/>' for i, k, t, m in links)
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, rels if name == "word/_rels/document.xml.rels" else old.read(name))
    return out.getvalue()


def test_pictures_and_links_come_along(tmp_path: Path) -> None:
    link = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>'
    base = docx(picture("rId1") + link, others={"word/media/image1.png": "上级的图"})
    base = with_links(
        base, ("rId1", "image", "media/image1.png", ""), ("rId9", "hyperlink", "http://a.b/", ' TargetMode="External"')
    )
    own = docx(child(), others={"word/media/image1.png": "自己的图"})
    made = render(files(tmp_path, base=base, own=own))
    rels = {r.get("Id"): r for r in tree(made, "word/_rels/document.xml.rels")}
    used = next(e for e in tree(made).iter() if "blip" in e.tag).get(f"{{{LINKS}}}embed")
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.read(f"word/{rels[used].get('Target').removeprefix('/word/')}").decode() == "上级的图"
        assert archive.read("word/media/image1.png").decode() == "自己的图"
    assert rels[next(tree(made).iter(f"{W}hyperlink")).get(f"{{{LINKS}}}id")].get("Target") == "http://a.b/"
    assert [d for d in check(made) if "关系" in d.message] == []


def tops(made: bytes) -> list[str | None]:
    return [margin.get(f"{W}top") for margin in tree(made).iter(f"{W}pgMar")]


def page(section: str) -> str:
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>"


def of(body: str, last: str) -> bytes:
    return docx("", main=part("document", f"<w:body>{body}{last}</w:body>"))


@pytest.mark.parametrize(
    ("base_inner", "own_last", "expected"),
    [
        (PORTRAIT.format(1), PORTRAIT.format(9), ["9", "9"]),
        (LANDSCAPE.format(1), PORTRAIT.format(9), ["1", "9"]),
    ],
    ids=["the district's page setup wins", "an orientation the district lacks stays"],
)
def test_sections_inside_the_parent(base_inner: str, own_last: str, expected: list[str], tmp_path: Path) -> None:
    base = of(lines(*BASE) + page(base_inner) + lines("后文"), PORTRAIT.format(2))
    own = of(child(), own_last)
    assert tops(render(files(tmp_path, base=base, own=own))) == expected


def test_the_last_section_is_the_child_s_own(tmp_path: Path) -> None:
    root = files(tmp_path, base=of(lines(*BASE), PORTRAIT.format(1)), own=of(child(), PORTRAIT.format(9)))
    assert tops(render(root)) == ["9"]


def test_a_section_without_header_stays_without_one(tmp_path: Path) -> None:
    """A cover page bears no page number: the child's footer must not appear on it."""
    footer = '<w:footerReference w:type="default" r:id="rId1"/>'
    last = PORTRAIT.format(9).replace("<w:pgSz", f"{footer}<w:pgSz", 1)
    base = of(lines("封面") + page(PORTRAIT.format(1)) + lines(*BASE), PORTRAIT.format(2))
    own = docx(
        "", main=part("document", f"<w:body>{child()}{last}</w:body>"), others={"word/footer1.xml": part("ftr", "")}
    )
    own = with_links(own, ("rId1", "footer", "footer1.xml", ""))
    made = render(files(tmp_path, base=base, own=own))
    first, second = tree(made).iter(f"{W}sectPr")
    assert first.find(f"{W}footerReference") is None
    assert second.find(f"{W}footerReference") is not None
    assert tops(made) == ["9", "9"]


def test_prefixes_of_the_parent_are_declared(tmp_path: Path) -> None:
    spaces = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    run = f'<w:p><w:r><w14:x {spaces} w14:y="1"/><w:t>甲</w:t></w:r></w:p>'
    assert texts(render(files(tmp_path, base=docx(run), own=docx(child())))) == ["甲"]


def refused(root: Path, name: str = "own") -> str:
    with pytest.raises(Refused) as refusal:
        Template(root / name / "report.docx", search=[root])
    return str(refusal.value)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (child(parent="bose"), r"own.report\.docx.*正文第 1 段.*\n?.*bose"),
        (child(parent="own"), "引用了自己"),
        (child("{%p block 丙 %}", "字", "{%p endblock %}"), "没有名为“丙”的 block"),
        (child("散落的字"), "“散落的字”不在任何 block 里"),
        (lines("{%p extends 文件 %}"), "extends"),
        (lines('{%p extends "../own/report.docx" %}'), r"\.\."),
        (child("{%p block 甲 %}", "字"), "没有对应的 endblock"),
        (child("{%p block 甲 %}", "{%p endblock %}", "{%p block 甲 %}", "{%p endblock %}"), "已有名为“甲”的 block"),
    ],
)
def test_faults_of_inheritance_are_told(own: str, expected: str, tmp_path: Path) -> None:
    assert re.search(expected, refused(files(tmp_path, base=docx(lines(*BASE)), own=docx(own))))


@pytest.mark.parametrize(
    "name",
    [
        "../secret.docx",
        "own/../../secret.docx",
        "{root}/secret.docx",
        "C:/secret.docx",
        "C:secret.docx",
        "..\\\\secret.docx",
        "//server/share/secret.docx",
        "\\\\\\\\server\\\\share\\\\secret.docx",
        "link.docx",
        "linked/secret.docx",
        "other/report.docx",
        "secret.docx",
        "甲" * 300,
    ],
)
@pytest.mark.parametrize("word", ["include", "extends"])
def test_no_file_outside_the_pack_chain_is_printed(word: str, name: str, tmp_path: Path) -> None:
    root = files(tmp_path / "packs", base=docx(lines(*BASE)), other=docx(lines("邻区")), own=docx(""))
    for secret in (tmp_path / "secret.docx", root / "secret.docx"):
        secret.write_bytes(docx(lines("机密")))
    (root / "own" / "link.docx").symlink_to(tmp_path / "secret.docx")
    (root / "own" / "linked").symlink_to(tmp_path)
    tag = f'{{%p {word} "{name.format(root=tmp_path)}" %}}'
    (root / "own" / "report.docx").write_bytes(docx(lines(tag)))
    with pytest.raises(Refused, match=r"套件里的文件|找不到模板文件"):
        Template(root / "own" / "report.docx", search=[root / "own", root / "base"])


def test_faults_in_the_parent_name_the_parent(tmp_path: Path) -> None:
    root = files(tmp_path, base=docx(lines("甲", "{{ 值 ")), own=docx(child()))
    assert re.search(r"base.report\.docx.*正文第 2 段", refused(root))


def test_what_is_missing_while_rendering_names_the_file_it_stands_in(tmp_path: Path) -> None:
    root = files(
        tmp_path, base=docx(lines("甲", "{%p block 乙 %}", "{{ 预算.年处 }}", "{%p endblock %}")), own=docx(child())
    )
    with pytest.raises(Refused) as refusal:
        render(root, 预算={"年初": 1})
    assert re.search(r"base.report\.docx.*正文第 3 段", str(refusal.value))
    assert "年初" in str(refusal.value)


def notes(text: str) -> dict[str, str | None]:
    """Footnote 2, after the separators that Word keeps as notes 0 and 1."""
    apart = "".join(f'<w:footnote w:type="separator" w:id="{i}">{paragraph("")}</w:footnote>' for i in (0, 1))
    body = f'{apart}<w:footnote w:id="2">{paragraph(text, "H4")}</w:footnote>'
    return {"word/footnotes.xml": part("footnotes", body)}


NOTED = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


@pytest.mark.parametrize("own_notes", [notes("自己的注"), {}], ids=["beside the child's own", "the first ones"])
def test_footnotes_come_along(own_notes: dict[str, str | None], tmp_path: Path) -> None:
    base = docx(NOTED.format("甲") + lines("{%p block 乙 %}", "{%p endblock %}"), others=notes("注{{ 值 }}"))
    mine = NOTED.format("乙") if own_notes else ""
    own = docx(child("{%p block 乙 %}") + mine + paragraph("{%p endblock %}"), others=own_notes)
    made = render(files(tmp_path, base=base, own=own))
    told = {n.get(f"{W}id"): "".join(n.itertext()) for n in tree(made, "word/footnotes.xml")}
    cited = [told[reference.get(f"{W}id")] for reference in tree(made).iter(f"{W}footnoteReference")]
    assert cited == ["注1", *(["自己的注"] if own_notes else [])]
    assert [d for d in check(made) if d.code != "no-content-type"] == []


@pytest.mark.parametrize("cover", ["", page(LANDSCAPE.format(7))], ids=["no such section", "a cover without header"])
def test_the_header_of_an_inherited_section_comes_along_with_its_tags_and_styles(cover: str, tmp_path: Path) -> None:
    header = '<w:headerReference w:type="default" r:id="rId1"/>'
    section = LANDSCAPE.format(1).replace("<w:pgSz", f"{header}<w:pgSz", 1)
    others = {"word/header1.xml": part("hdr", paragraph("眉{{ 值 }}", "h")), **styles(style("h", "页眉字"))}
    base = docx("", main=part("document", f"<w:body>{page(section)}{PORTRAIT.format(2)}</w:body>"), others=others)
    base = with_links(base, ("rId1", "header", "header1.xml", ""), ("rId2", "styles", "styles.xml", ""))
    own = docx(child() + cover, others=styles(style("h", "别的"), style("x", "页眉字")))
    made = render(files(tmp_path, base=base, own=own))
    rels = {r.get("Id"): r.get("Target") for r in tree(made, "word/_rels/document.xml.rels")}
    used = next(tree(made).iter(f"{W}headerReference")).get(f"{{{LINKS}}}id")
    brought = tree(made, "word/" + rels[used].removeprefix("/word/"))
    assert "".join(brought.itertext()) == "眉1"
    assert next(brought.iter(f"{W}pStyle")).get(f"{W}val") == "x"


def test_comments_stay_in_the_file_they_were_written_in(tmp_path: Path) -> None:
    noted = '<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="3"/></w:p>'
    made = render(files(tmp_path, base=docx(noted), own=docx(child())))
    assert texts(made) == ["甲"]
    assert [e.tag for e in tree(made).iter() if "comment" in str(e.tag)] == []


def test_a_list_that_both_define_alike_is_one_list(tmp_path: Path) -> None:
    def item(text: str) -> str:
        place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
        return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    others: dict[str, str | None] = {"word/numbering.xml": numbering("、", 4)}
    base = docx(item("一") + lines("{%p block 甲 %}", "{%p endblock %}"), others=others)
    own = docx(child("{%p block 甲 %}") + item("二") + paragraph("{%p endblock %}"), others=others)
    assert texts(render(files(tmp_path, base=base, own=own))) == ["1、一", "2、二"]
