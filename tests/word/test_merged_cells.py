"""{%合并 条件 %}: cells of equal neighbours become one, at every level of a tree, in rows and in columns."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx_parts import cell, docx, paragraph, table
from hypothesis import given
from hypothesis import strategies as st

from reportgen.word import Template, check, outline

ROWS = {
    "行": [
        {
            "级": [{"名": "部门决策", "首": True}, {"名": "预算编制", "首": True}, {"名": "合理性", "首": True}],
            "分": "5",
        },
        {
            "级": [{"名": "部门决策", "首": False}, {"名": "预算编制", "首": False}, {"名": "规范性", "首": True}],
            "分": "4",
        },
        {
            "级": [{"名": "部门决策", "首": False}, {"名": "目标设置", "首": True}, {"名": "完整性", "首": True}],
            "分": "3",
        },
    ]
}


def rendered(body: str, context: dict[str, Any], tmp_path: Path) -> bytes:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(body))
    made = Template(path).render(context)
    assert check(made) == []
    return made


def rows(*cells: str, columns: int) -> str:
    loop = cell("{%tr for 行 in 行 %}", f'<w:gridSpan w:val="{columns}"/>')
    end = cell("{%tr endfor %}", f'<w:gridSpan w:val="{columns}"/>')
    return table(loop, "".join(cells), end, columns=columns)


def test_a_tree_of_any_depth_through_a_loop_over_columns(tmp_path: Path) -> None:
    inside = (
        cell("{%tc for 级 in 行.级 %}"),
        cell("{%合并 级.首 %}{{ 级.名 }}"),
        cell("{%tc endfor %}"),
        cell("{{ 行.分 }}"),
    )
    made = rendered(rows(*inside, columns=4), ROWS, tmp_path)
    assert outline(made).splitlines() == [
        "| 部门决策 | 预算编制 | 合理性 | 5 |",
        "|  |  | 规范性 | 4 |",
        "|  | 目标设置 | 完整性 | 3 |",
    ]
    top = Document(BytesIO(made)).tables[0].columns[0].cells
    assert len({id(one._tc) for one in top}) == 1


@pytest.mark.parametrize(("depth", "grid"), [(1, [750, 250]), (3, [300, 300, 300, 100]), (4, [231, 231, 231, 231, 77])])
def test_columns_keep_the_widths_that_their_cells_state(depth: int, grid: list[int], tmp_path: Path) -> None:
    inside = (
        cell("{%tc for 级 in 行.级 %}"),
        cell("{%合并 级.首 %}{{ 级.名 }}", '<w:tcW w:w="300" w:type="dxa"/>'),
        cell("{%tc endfor %}"),
        cell("{{ 行.分 }}", '<w:tcW w:w="100" w:type="dxa"/>'),
    )
    row = {"级": [{"名": "级", "首": True}] * depth, "分": "5"}
    wide = rows(*inside, columns=4).replace('w:w="100"/>', 'w:w="250"/>')
    made = Document(BytesIO(rendered(wide, {"行": [row]}, tmp_path))).tables[0]
    assert [column.width.twips for column in made.columns] == grid
    assert [made_cell.width.twips for made_cell in made.rows[0].cells] == grid


@pytest.mark.parametrize(
    "content",
    [
        f"<w:tcPr/>{paragraph('{%合并 行.首 %}甲')}",
        paragraph("甲{%合并 行.首 %}"),
        f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph('{% 合并 行.首 %}甲', 'Cell')}",
        f"{paragraph('{%合并 行.首 %}')}{paragraph('甲')}",
        "<w:p><w:r><w:t>{%合</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>并 行.首 %}甲</w:t></w:r></w:p>",
    ],
    ids=["properties without content", "no properties", "merged by hand", "two paragraphs", "split over runs"],
)
def test_a_continued_cell_keeps_an_empty_paragraph(content: str, tmp_path: Path) -> None:
    context = {"行": [{"首": True}, {"首": False}, {"首": True}]}
    made = rendered(rows(f"<w:tc>{content}</w:tc>", cell("乙"), columns=2), context, tmp_path)
    assert [line.replace("甲甲", "甲") for line in outline(made).splitlines()][1] == "|  | 乙 |"
    cells = [row.cells[0] for row in Document(BytesIO(made)).tables[0].rows]
    assert cells[0]._tc is cells[1]._tc and cells[0]._tc is not cells[2]._tc
    assert "甲" in cells[0].text and "甲" in cells[2].text


@given(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=12))
def test_equal_neighbours_are_one_cell_and_others_are_not(names: list[str]) -> None:
    first = [i == 0 or names[i - 1] != name for i, name in enumerate(names)]
    made = COLUMN.render({"行": [{"名": name, "首": flag} for name, flag in zip(names, first, strict=True)]})
    assert check(made) == []
    cells = [row.cells[0] for row in Document(BytesIO(made)).tables[0].rows]
    assert [one.text.strip() for one in cells] == names
    assert [i == 0 or cells[i]._tc is not cells[i - 1]._tc for i in range(len(cells))] == first


def _column() -> Template:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "模板.docx"
        path.write_bytes(docx(rows(cell("{%合并 行.首 %}{{ 行.名 }}"), cell("乙"), columns=2)))
        return Template(path)


COLUMN = _column()
