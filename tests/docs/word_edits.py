"""What a person does to a report.docx in Word, done with python-docx."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

LUOHU = Path("templates/luohu-2022/report.docx")
PARENT = Path("templates/futian/report.docx")
CELL = "{% if 行.调整后 | 已填 and 行.支出 | 已填 %}{{ (行.调整后 - 行.支出) | 万元 }}{% else %}—{% endif %}"
TAGS, BODY = "模板标记", "公文正文"


def append(path: Path, lines: list[str]) -> bool:
    """New paragraphs after the last tag: tags in the style of tags, sentences in that of the text."""
    document: Any = Document(str(path))
    last = [p for p in document.paragraphs if p.text.strip()][-1]
    for line in lines:
        made = copy.deepcopy(last._p)
        last._p.addnext(made)
        last = Paragraph(made, last._parent)
        last.text = line
        last.style = TAGS if line.startswith(("{%p", "{{p", "{#")) else BODY
    document.save(str(path))
    return True


def replace(path: Path, lines: list[str]) -> bool:
    """The first paragraph that holds the first line says the second instead; whether there was one."""
    old, new = lines
    document: Any = Document(str(path))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
            paragraph.style = TAGS if paragraph.text.startswith(("{%p", "{{p", "{#")) else BODY
            document.save(str(path))
            return True
    return False


def _copy_block(folder: Path) -> None:
    """A block of the parent's template, copied to the end of the district's with its table."""
    parent: Any = Document(str(folder / PARENT))
    own: Any = Document(str(folder / LUOHU))
    texts = ["".join(t.text or "" for t in child.iter(qn("w:t"))) for child in parent.element.body]
    start = texts.index("{%p block 收支表 %}")
    end = texts.index("{%p endblock %}", start)
    last = [p for p in own.paragraphs if p.text.strip()][-1]._p
    for element in reversed(parent.element.body[start : end + 1]):
        last.addnext(copy.deepcopy(element))
    own.save(str(folder / LUOHU))


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


STEPS = {"复制收支表": _copy_block, "表加一列": _add_column}
