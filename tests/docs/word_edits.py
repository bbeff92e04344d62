"""What a person does to a report.docx in Word, done with python-docx."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph

LUOHU = Path("templates/luohu-2022/report.docx")
XINXIAN = Path("templates/xinxian-2025/report.docx")
ROW = ("{{ 行.名称 }}", "{{ 行.数量 | 数 | 横线 }}")
CELL = "{% if 行.调整后 | 已填 and 行.支出 | 已填 %}{{ (行.调整后 - 行.支出) | 万元 }}{% else %}—{% endif %}"
TAGS, BODY = "模板标记", "公文正文"
_NAMED = re.compile("【([^】]+)】(.+)")


def append(path: Path, lines: list[str]) -> bool:
    """New paragraphs after the last tag: tags in the style of tags, sentences in that of the text.

    【Heading 2】before a sentence names another style.
    """
    document: Any = Document(str(path))
    last = [p for p in document.paragraphs if p.text.strip()][-1]
    for line in lines:
        made = copy.deepcopy(last._p)
        last._p.addnext(made)
        last = Paragraph(made, last._parent)
        named = _NAMED.fullmatch(line)
        last.text = named[2] if named else line
        last.style = named[1].replace("标题 ", "Heading ") if named else _style(line)
    document.save(str(path))
    return True


def _style(line: str) -> str:
    return TAGS if line.startswith(("{%p", "{{p", "{#")) else BODY


def replace(path: Path, lines: list[str]) -> bool:
    """The first paragraph that holds the first line says the second instead; whether there was one."""
    old, new = lines
    document: Any = Document(str(path))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
            paragraph.style = _style(paragraph.text)
            document.save(str(path))
            return True
    return False


def _one_more(row: Any, table: Any) -> Any:
    """A cell at the end of `row`: that before it again, without its words and as wide as one column."""
    made = copy.deepcopy(row._tr.tc_lst[-1])
    row._tr.append(made)
    made.grid_span = 1
    cell = _Cell(made, table)
    for run in cell.paragraphs[0].runs:
        run.text = ""
    return cell


def _add_column(folder: Path) -> None:
    """A column at the right of the table, as Word adds it: one more cell in every row, those of tags too."""
    own: Any = Document(str(folder / LUOHU))
    table = own.tables[0]
    grid = table._tbl.tblGrid
    grid.append(copy.deepcopy(grid[-1]))
    heading, _, row, _ = [_one_more(row, table) for row in table.rows]
    heading.paragraphs[0].runs[0].text, row.paragraphs[0].runs[0].text = "结余", CELL
    own.save(str(folder / LUOHU))


def _add_table(folder: Path) -> None:
    """A table after its title: a heading, a row for each entry between two rows of tags."""
    document: Any = Document(str(folder / XINXIAN))
    title = next(p for p in document.paragraphs if p.text == "数据共享目录情况表")
    table = document.add_table(rows=4, cols=2)
    texts = ("目录名称", "数量（条）"), ("{%tr for 行 in 补充.数据共享.清单 %}", ""), ROW, ("{%tr endfor %}", "")
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = text
    title._p.addnext(table._tbl)
    document.save(str(folder / XINXIAN))


STEPS = {"表加一列": _add_column, "加一张表": _add_table}
