"""A report template of about 17 pages with about 650 values and a score table of 21 rows, and its context."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.shared import Mm, Pt
from docx.table import _Cell

from reportgen.word.ooxml.normalise import clean

SECTIONS = ("基本情况", "主要履职绩效分析", "总体评价和整改措施", "评分情况")
ITEMS, WRITTEN = 20, 8
SPENDING_ROWS, SCORE_ROWS = 24, 21
SPENDING = ("名称", "年初", "调整后", "支出", "结余", "执行率", "件数", "科室")
SCORES = ("一级", "一级分值", "二级", "二级分值", "三级", "分值", "说明", "评分标准", "得分")
_SENTENCES = (
    "{{ 年度 }}年，{{ 部门.简称 }}在“{{ 项.名称 }}”上年初预算{{ 项.年初 | 万元 }}万元，调整后预算{{ 项.调整后 | 万元 }}"
    "万元，决算支出{{ 项.支出 | 万元 }}万元，执行率{{ 项.执行率 | 百分比 }}，与GB/T 9704-2012的要求一致。",
    "其中Excel台账登记{{ 项.件数 }}件，由{{ 项.科室 }}牵头，截至{{ 年度 }}年12月31日办结{{ 项.办结 }}件，"
    "{% if 项.结余 %}结余{{ 项.结余 | 万元 }}万元{% else %}没有结余{% endif %}，账簿相符，报{{ 称谓.财政部门 }}。",
)


def template() -> bytes:
    """The template, clean: one run for each stretch of text."""
    document = Document()
    _page(document)
    document.add_paragraph("{{ 部门.全称 }}{{ 年度 }}年度部门整体绩效评价报告", style="Title")
    for number, name in enumerate(SECTIONS):
        document.add_paragraph(name, style="Heading 1")
        document.add_paragraph(f"{{%p if 选项.第{number + 1}部分 %}}")
        _written(document, number)
        document.add_paragraph("{%p endif %}")
    _looped(document)
    _table(document, "收支表", SPENDING)
    document.add_paragraph("评分表")  # two tables that touch become one in Word: only reportgen keeps them apart
    _table(document, "评分表", SCORES)
    clean(document.element)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer.paragraphs[0].text = "{{ 部门.简称 }}（{{ 年度 }}年度）"
    for style, size, line in (("Normal", 16, 28.5), ("No Spacing", 9, 12)):
        look = document.styles[style]
        look.font.size, look.paragraph_format.line_spacing = Pt(size), Pt(line)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)


def _written(document: Docx, section: int) -> None:
    """Items each written out, as the sentences of a report are."""
    for i in range(section, WRITTEN, len(SECTIONS)):
        _item(document, f"事项[{i}]")


def _looped(document: Docx) -> None:
    """The other items, one text for all."""
    document.add_paragraph(f"{{%p for 项 in 事项[{WRITTEN}:] %}}")
    _item(document, "项")
    document.add_paragraph("{%p endfor %}")


def _item(document: Docx, name: str) -> None:
    document.add_paragraph(f"{{{{ {name}.名称 }}}}", style="Heading 2")
    for sentence in _SENTENCES:
        paragraph = document.add_paragraph(sentence.replace("项.", f"{name}."))
        paragraph.add_run("（见附表）").bold = True


def _table(document: Docx, rows: str, columns: Sequence[str]) -> None:
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, name)
    table.rows[1].cells[0].text = f"{{%tr for 行 in {rows} %}}"
    for cell, name in zip(table.rows[2].cells, columns, strict=True):
        _fill(cell, f"{{{{ 行.{name} }}}}")
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _fill(cell: _Cell, text: str) -> None:
    cell.text = text
    cell.paragraphs[0].style = "No Spacing"


def context() -> dict[str, Any]:
    """Values as a report has them: exact amounts, names with signs that XML must escape."""
    return {
        "年度": 2021,
        "部门": {"全称": "深圳市某区科技创新局", "简称": "科技创新局"},
        "称谓": {"财政部门": "区财政局"},
        "选项": {f"第{i}部分": True for i in range(1, 5)},
        "事项": [_facts(i) for i in range(ITEMS)],
        "收支表": [_facts(i) for i in range(SPENDING_ROWS)],
        "评分表": [{name: _cell(name, i) for name in SCORES} for i in range(SCORE_ROWS)],
    }


def _facts(i: int) -> dict[str, Any]:
    budget = Decimal("43189.21") - i
    return {
        "名称": f"研发投入>5%的企业资助（A&B类）第{i}批",
        "年初": budget,
        "调整后": budget - Decimal("5210.33"),
        "支出": budget - Decimal("5240.37"),
        "执行率": Decimal("0.9991"),
        "件数": 100 + i,
        "办结": 90 + i,
        "科室": "综合科",
        "结余": Decimal(i % 3),
    }


def _cell(name: str, i: int) -> object:
    if name.endswith("分") or name.endswith("分值"):
        return Decimal(i) / 4
    return f"按规定得满分，<80%不得分，每低{i}个百分点扣0.1分" if name == "评分标准" else f"{name}{i // 3}"
