"""{%- … -%}, {{- … -}}, {%+ … +%}: spaces and paragraph marks go, words never."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import SECTION, cell, docx, paragraph, table

from reportgen.word import Template, outline

PICTURE = "<w:p><w:r><w:pict/></w:r></w:p>"


def printed(body: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(body))
    made = Template(path).render({"年度": 2021, "列": ["甲", "乙"]})
    return [line for line in outline(made).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["始句{%- if 年度 -%}中句{%- endif -%}终句"], ["始句中句终句"]),
        (["始句 {%- if 年度 -%} 中句 {%- endif -%} 终句"], ["始句中句终句"]),
        (["前段", "始句{%- if 年度 -%}中句{%- endif -%}终句", "末段"], ["前段", "始句中句终句", "末段"]),
        (["前段", "{%- if 年度 -%}中句{%- endif -%}", "末段"], ["前段中句末段"]),
        (["我家在", "{%- if 年度 -%}", "城里", "{%- else -%}", "乡下", "{%- endif -%}", "。"], ["我家在城里。"]),
        (["共 {{- 年度 -}} 年"], ["共2021年"]),
        (["共{{-年度-}}年{%-for 个 in 列-%} {{ 个 }} {%-endfor-%}完"], ["共2021年甲乙完"]),
        (["共{%+ if 年度 +%}年{%+ endif +%}完"], ["共年完"]),
        (["共{#- 注 -#}完"], ["共完"]),
        (["前", "{%-p if 年度 -%}", "中", "{%-p endif -%}", "后"], ["前", "中", "后"]),
        (["前", "{%p if 年度 %}", "{%- if 年度 %}中{% endif -%}", "{%p endif %}", "后"], ["前", "中", "后"]),
        (["{{ 年度 }}{%- if 年度 %}年{% endif -%}{{ 年度 }}"], ["2021年2021"]),
    ],
)
def test_words_beside_a_tag_that_trims_stay(texts: list[str], expected: list[str], tmp_path: Path) -> None:
    assert printed("".join(map(paragraph, texts)), tmp_path) == expected


def test_a_table_between_is_no_paragraph_to_join(tmp_path: Path) -> None:
    rows = table(cell("{%- if 年度 -%}甲{%- endif -%}") + cell("乙"))
    body = paragraph("前{% if 年度 -%}") + rows + paragraph("{%- endif %}后")
    text = "\n".join(printed(body, tmp_path))
    assert [word for word in ("前", "甲", "乙", "后") if word not in text] == []


@pytest.mark.parametrize(
    ("beside", "sign"),
    [(PICTURE, "w:pict"), (f"<w:p><w:pPr>{SECTION}</w:pPr><w:r><w:t>节</w:t></w:r></w:p>", "pgSz")],
)
def test_pictures_and_sections_beside_stay(beside: str, sign: str, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(beside + paragraph("{%- if 年度 -%}甲{%- endif -%}") + beside))
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(BytesIO(Template(path).render({"年度": 2021}))) as made:
        xml = made.read("word/document.xml").decode()
        assert xml.count(sign) == before.read("word/document.xml").decode().count(sign)
    assert "甲" in xml
