"""填报表: a form to fill in as a workbook: a row a field, drop-downs, totals and parts held against each other.

The first column, hidden, holds the path of the field in dept.yaml, so rows may be sorted and moved; the last, hidden,
what stood there when the form was made, so that a change can be told from a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.diagnostics import width
from reportgen.facts.blanks.questions import ANSWERS, SEPARATOR, Form, Question, Section
from reportgen.sheets.order import ordered
from reportgen.sheets.to_fill import form_cells as cells
from reportgen.sheets.to_fill.form_checks import Places, check
from reportgen.sheets.to_fill.list_sheet import listed, sheet_name

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]  # of lists, by their paths
INTRODUCTION = "填写说明"
HEADS = (cells.PATH, "项目", "填写", "单位", "口径", "用于", "检查", cells.BASE)
VALUE, CHECK = 3, 7  # columns
PACK = "套件"
_WIDTHS = (8, 40, 26, 8, 60, 14, 40, 8)
_LONG, _PARAGRAPHS = 90, 120  # characters wide, points high: cells for paragraphs
_MEANING, _LINE = 58, 15.0  # columns of 口径 on a line, points of a line
_PAGE = 110  # characters wide: what is said before all
_TEXTS = (
    "本表由 reportgen 按套件生成。只填“填写”一列（列表各表从表头下逐行填写）；黄色的必须填，填完变白。",
    "金额单位一律为万元，照报表原样填写；百分数的格填 97.88 会显示为 97.88%。",
    "没有发生的填 0；暂时没有的留空，留空不等于 0。有下拉箭头的请选择。",
    "“检查”一列有红字的，是合计与各项、前后的数对不上，那一格也变红，请核对。",
    "列表表头上面一行是自动合计；已经动笔的一行里变红的格必须填。",
    "成段文字写在“叙述”表里，换段按 Alt+Enter；也可以写在 叙述.docx 里。隐藏的行和列请不要改。",
    "填好后生成报告：reportgen build 填报表.xlsx。",
    "只收进已有的资料，或几个科室分填的合在一起：reportgen take 填报表.xlsx 资料.yaml；"
    "加 --annotate 的，有意见时另存一份“填报表-批注.xlsx”，意见写在格的批注里，原表不动。",
)


def workbook(form: Form, given: Mapping[str, str], rows: Rows | None = None) -> bytes:
    """The form as .xlsx, filled in with what is `given` by path, and the `rows` of lists by theirs."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _introduced(first, form, rows or {})
    places = _places(form)
    for section in form.sections:
        _section(book.create_sheet(section.title), section, given, places)
    for listing in form.listings:
        listed(book.create_sheet(sheet_name(listing)), listing, (rows or {}).get("/".join(listing.path), ()))
    made = BytesIO()
    book.save(made)
    return ordered(made.getvalue())


def _introduced(sheet: Worksheet, form: Form, rows: Rows) -> None:
    sheet.title = INTRODUCTION
    sheet.append([PACK, form.pack])
    for text in (*_TEXTS, *_about_rows(form, rows)):
        sheet.append([None, text])
    sheet.column_dimensions["B"].width = _PAGE
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["B1"].font = Font(bold=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _about_rows(form: Form, rows: Rows) -> Iterator[str]:
    """Where what a person may say of a row of an own list is asked: in the row, and once it is known, under 自评."""
    for name in form.row_by_row:
        if not rows.get(name.replace(".", SEPARATOR)):
            yield (
                f"“{name}”的各行是部门自设的指标：等级、人工得分和理由填在本行；不适用、佐证要先有这些行才好问，收进资料以后"
                f"（reportgen take 填报表.xlsx 资料.yaml），用 reportgen new --pack {form.pack} --from 资料.yaml "
                f"填报表2.xlsx 再出一份，“{ANSWERS}”页就逐行问。"
            )


def _places(form: Form) -> Places:
    """Sheet and cell of each field by its dotted name."""
    return {
        ".".join(question.path): (section.title, f"${get_column_letter(VALUE)}${row}")
        for section in form.sections
        for row, question in enumerate(section.questions, 2)
    }


def _section(sheet: Worksheet, section: Section, given: Mapping[str, str], places: Places) -> None:
    long = any(question.long for question in section.questions)
    cells.headed(sheet, HEADS, [_LONG if long and n == VALUE - 1 else wide for n, wide in enumerate(_WIDTHS)])
    sheet.freeze_panes = "C2"
    for row, question in enumerate(section.questions, 2):
        _row(sheet, row, question, given.get(question.name, ""), check(question, section.title, places))
    last = len(section.questions) + 1
    wrong, starred = "LEN($G2)>0", 'AND(LEFT($B2,1)="★",LEN($C2)=0)'
    sheet.conditional_formatting.add(f"G2:G{last}", FormulaRule(formula=[wrong], font=cells.RED))
    sheet.conditional_formatting.add(f"C2:C{last}", FormulaRule(formula=[wrong], fill=cells.WRONG))
    sheet.conditional_formatting.add(f"C2:C{last}", FormulaRule(formula=[starred], fill=cells.MISSING))
    for letter in ("A", "H"):
        sheet.column_dimensions[letter].hidden = True
    cells.finished(sheet)


def _row(sheet: Worksheet, row: int, question: Question, value: str, formula: str) -> None:
    label = ("★" if question.starred or question.required else "") + question.label
    texts = (question.name, label, None, cells.unit(question), question.meaning, question.serves, formula, value)
    for column, text in enumerate(texts, 1):
        cells.write(sheet, row, column, text, formula=column == CHECK)
    cell = cells.write(sheet, row, VALUE, cells.typed(question, value))
    cells.asked(cell, question)
    cells.choose(sheet, cell.coordinate, question)
    lines = -(-width(question.meaning) // _MEANING)
    if question.long or lines > 1:  # a row of one line grows with what is typed in it
        sheet.row_dimensions[row].height = _PARAGRAPHS if question.long else lines * _LINE + 3
