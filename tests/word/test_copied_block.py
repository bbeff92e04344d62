"""A block of the parents copied into a template: the report stays as it was, and what was typed there stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_parts import cell, docx, paragraph, part, table

from reportgen.diagnostics import Refused
from reportgen.word import Template, outline
from reportgen.word.workshop.anatomy import anatomy
from reportgen.word.workshop.copied import with_block
from reportgen.word.workshop.looks import looks

TOP = (
    "{%p block 甲 %}",
    "甲的话{{ 值 }}",
    "{%p block 乙 %}",
    "乙的话",
    "{%p endblock %}",
    "甲的末句",
    "{%p endblock %}",
    "{%p block 丙 %}",
    "丙的话",
    "{%p endblock %}",
)
MIDDLE = (
    "{%p block 乙 %}",
    "中间的乙",
    "{%p endblock %}",
    "{%p block 丙 %}",
    "先说",
    "{{p super() }}",
    "{%p endblock %}",
)


def written(root: Path, own: tuple[str, ...]) -> Path:
    """Three templates, each below the other; the lowest says `own`."""
    above = ""
    for name, lines in (("top", TOP), ("middle", MIDDLE), ("own", own)):
        (root / name).mkdir()
        head = (f'{{%p extends "{above}/report.docx" %}}',) if above else ()
        (root / name / "report.docx").write_bytes(docx("".join(map(paragraph, (*head, *lines)))))
        above = name
    return root / "own" / "report.docx"


def folders(path: Path) -> list[Path]:
    root = path.parents[1]
    return [root / "own", root / "middle", root / "top"]


def printed(path: Path) -> str:
    return outline(Template(path, search=folders(path)).render({"值": "1"}))


@pytest.mark.parametrize(
    ("own", "name", "lines"),
    [
        ((), "甲", ["甲的话{{ 值 }}", "{%p block 乙 %}", "{{p super() }}", "{%p endblock %}", "甲的末句"]),
        ((), "乙", ["中间的乙"]),
        ((), "丙", ["先说", "丙的话"]),
        (("{%p block 丙 %}", "{#p 说明 #}", "{{p super() }}", "{%p endblock %}"), "丙", ["先说", "丙的话"]),
        (
            ("{%p block 乙 %}", "自己的乙", "{%p endblock %}"),
            "甲",
            ["甲的话{{ 值 }}", "{%p block 乙 %}", "自己的乙", "{%p endblock %}", "甲的末句"],
        ),
    ],
)
def test_a_copied_block_prints_what_was_printed(
    own: tuple[str, ...], name: str, lines: list[str], tmp_path: Path
) -> None:
    path = written(tmp_path, own)
    before = printed(path)
    path.write_bytes(with_block(anatomy(path, folders(path), {}), name))
    assert printed(path) == before
    body = anatomy(path, folders(path), {}).parts[str(path)].paragraphs
    texts = [one.spot.text for one in body]
    start = texts.index(f"{{%p block {name} %}}")
    assert texts[start + 1 : start + 1 + len(lines)] == lines
    assert texts[start + 1 + len(lines)] == "{%p endblock %}"


@pytest.mark.parametrize(
    ("own", "name", "message", "hint"),
    [
        ((), "甲乙", "上级模板没有名为“甲乙”的块", "是否应为“"),
        (
            ("{%p block 乙 %}", "自己的乙", "{%p endblock %}"),
            "乙",
            "本套件的模板里已有块“乙”，未改动",
            "先在 Word 里删去",
        ),
    ],
)
def test_what_cannot_be_copied_is_refused(
    own: tuple[str, ...], name: str, message: str, hint: str, tmp_path: Path
) -> None:
    path = written(tmp_path, own)
    with pytest.raises(Refused) as refusal:
        with_block(anatomy(path, folders(path), {}), name)
    told = refusal.value.diagnostics[0]
    assert told.message == message and hint in told.hint


MARGINS = '<w:pgMar w:left="1000" w:right="1000" w:top="0" w:bottom="0"/>'
ACROSS = f'<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{MARGINS}</w:sectPr>'
DOWN = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{MARGINS}</w:sectPr>'
WIDE = table(cell("一") + cell("二")).replace('<w:gridCol w:w="100"/>', '<w:gridCol w:w="7000"/>')


def ends(section: str) -> str:
    return f"<w:p><w:pPr>{section}</w:pPr></w:p>"


def block(name: str, inside: str) -> str:
    return paragraph(f"{{%p block {name} %}}") + inside + paragraph("{%p endblock %}")


@pytest.mark.parametrize(
    ("own", "place"),
    [
        (block("横", WIDE) + ends(DOWN), None),
        (block("纵", WIDE), "表 1"),
        (block("纵", WIDE + ends(ACROSS)), None),
        (block("横", block("横内", WIDE)), None),
        (block("横", WIDE) + block("纵", WIDE), "表 2"),
    ],
)
def test_a_table_is_as_wide_as_the_page_on_which_its_block_is_printed(
    own: str, place: str | None, tmp_path: Path
) -> None:
    top = block("纵", paragraph("甲")) + ends(DOWN) + block("横", block("横内", paragraph("乙"))) + ACROSS
    lowest = paragraph('{%p extends "top/report.docx" %}') + own + ACROSS
    for name, body in (("top", top), ("own", lowest)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.docx").write_bytes(docx("", main=part("document", f"<w:body>{body}</w:body>")))
    path = tmp_path / "own" / "report.docx"
    taken = anatomy(path, folders(path), {})
    found = [d.position.place for d in looks(path, taken) if d.position and d.code == "table-wide"]
    assert found == ([place] if place else [])
