"""填报表: a form to fill in as a workbook: a row a field, drop-downs, totals and parts held against each other.

The first column, hidden, holds the path of the field in dept.yaml, so rows may be sorted and moved; the last, hidden,
what stood there when the form was made, so that a change can be told from a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.facts import relations
from reportgen.facts.blanks.questions import Form, Listing, Question, Section
from reportgen.facts.source import QUARTERS
from reportgen.sheets.order import ordered

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]  # of lists, by their paths
INTRODUCTION = "填写说明"
HEADS = ("字段", "项目", "填写", "单位", "口径", "用于", "检查", "原值")
PATH, VALUE, BASE = 1, 3, 8  # columns
PACK = "套件"
_CUMULATIVE = "季度.累计支出"
ROWS = 200  # empty rows of a list
_WIDTHS = (8, 40, 26, 8, 60, 14, 40, 8)
_LONG, _PARAGRAPHS = 90, 120  # characters wide, points high: cells for paragraphs
_SIDE = Side(style="thin", color="BFBFBF")
_LINES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEAD = PatternFill("solid", start_color="DDEBF7")
_MISSING = PatternFill("solid", bgColor="FFF2CC")  # of a conditional format
_WRONG = PatternFill("solid", bgColor="FFC7CE")
_RED = Font(color="C00000", bold=True)
_FORMATS = {"万元": "#,##0.00####", "%": "0.00%", "日期": "yyyy-mm-dd"}
_TEXTS = (
    "本表由 reportgen 按套件生成。只填“填写”一列（列表各表逐行填写）；黄色的必须填，填完变白。",
    "金额单位一律为万元，照报表原样填写；百分数的格填 97.88 会显示为 97.88%。",
    "没有发生的填 0；暂时没有的留空，留空不等于 0。有下拉箭头的请选择。",
    "“检查”一列有红字的，是合计与各项、前后的数对不上，请核对。",
    "成段文字写在“叙述”表里，换段按 Alt+Enter。隐藏的列请不要改。",
    "填好后：reportgen take 填报表.xlsx dept.yaml",
)


def workbook(form: Form, given: Mapping[str, str], rows: Rows | None = None) -> bytes:
    """The form as .xlsx, filled in with what is `given` by path, and the `rows` of lists by theirs."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _introduced(first, form)
    places = _places(form)
    for section in form.sections:
        _section(book.create_sheet(section.title), section, given, places)
    for listing in form.listings:
        _listing(book.create_sheet(sheet_name(listing)), listing, (rows or {}).get("/".join(listing.path), ()))
    made = BytesIO()
    book.save(made)
    return ordered(made.getvalue())


def sheet_name(listing: Listing) -> str:
    """The name of a list's sheet; one whose group has a sheet of that name bears the whole path."""
    return ".".join(listing.path)


def _introduced(sheet: Worksheet, form: Form) -> None:
    sheet.title = INTRODUCTION
    sheet.append([PACK, form.pack])
    for text in _TEXTS:
        sheet.append([None, text])
    sheet.column_dimensions["B"].width = 100
    sheet["B1"].font = Font(bold=True)


def _places(form: Form) -> Mapping[str, tuple[str, str]]:
    """Sheet and cell of each field by its dotted name."""
    return {
        ".".join(question.path): (section.title, f"${get_column_letter(VALUE)}${row}")
        for section in form.sections
        for row, question in enumerate(section.questions, 2)
    }


def _section(
    sheet: Worksheet, section: Section, given: Mapping[str, str], places: Mapping[str, tuple[str, str]]
) -> None:
    long = any(question.long for question in section.questions)
    _headed(sheet, HEADS, [_LONG if long and n == VALUE - 1 else wide for n, wide in enumerate(_WIDTHS)], "C2")
    for row, question in enumerate(section.questions, 2):
        value = given.get(question.name, "")
        label = ("★" if question.starred or question.required else "") + question.label
        check = _check(question, section.title, places)
        cells = (question.name, label, None, _unit(question), question.meaning, question.serves, check, value)
        for column, text in enumerate(cells, 1):
            _write(sheet, row, column, text, formula=column == len(HEADS) - 1)
        _write(sheet, row, VALUE, _typed(question, value))
        _asked(sheet, f"{get_column_letter(VALUE)}{row}", question)
        if question.long:
            sheet.row_dimensions[row].height = _PARAGRAPHS
    last = len(section.questions) + 1
    sheet.conditional_formatting.add(f"G2:G{last}", FormulaRule(formula=["LEN($G2)>0"], font=_RED))
    starred = 'AND(LEFT($B2,1)="★",LEN($C2)=0)'
    sheet.conditional_formatting.add(f"C2:C{last}", FormulaRule(formula=[starred], fill=_MISSING))
    for letter in ("A", "H"):
        sheet.column_dimensions[letter].hidden = True
    _finished(sheet)


def _listing(sheet: Worksheet, listing: Listing, rows: Sequence[Mapping[str, str]]) -> None:
    heads = [HEADS[0], *map(_column_head, listing.columns)]
    _headed(sheet, heads, [8, *(max(16, min(40, 2 * len(q.meaning))) for q in listing.columns)], "B4")
    _write(sheet, 2, 1, "/".join(listing.path))
    for column, question in enumerate(listing.columns, 2):
        _write(sheet, 2, column, question.path[-1])
        letter = get_column_letter(column)
        _choose(sheet, f"{letter}4:{letter}{ROWS + 3}", question)
        _write(sheet, 3, column, question.meaning)
        below = sheet.column_dimensions[letter]  # every cell that is not there yet is to be filled in
        below.protection, below.number_format = Protection(locked=False), _FORMATS.get(question.unit, "General")
    for number, values in enumerate(rows, 4):
        for column, question in enumerate(listing.columns, 2):
            cell = _write(sheet, number, column, _typed(question, values.get(question.path[-1], "")))
            cell.protection = Protection(locked=False)
            cell.number_format = _FORMATS.get(question.unit, "General")
    last = get_column_letter(len(heads))
    key = get_column_letter(2 + [question.label for question in listing.columns].index(listing.key))
    begun = FormulaRule(formula=[f"AND(COUNTA($B4:${last}4)>0,LEN(${key}4)=0)"], fill=_WRONG)
    sheet.conditional_formatting.add(f"B4:{last}{ROWS + 3}", begun)
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[2].hidden = True
    _finished(sheet)


def _column_head(question: Question) -> str:
    unit = _unit(question)
    return f"{'★' if question.required else ''}{question.label}{f'（{unit}）' if unit else ''}"


def _headed(sheet: Worksheet, heads: Sequence[str], widths: Sequence[float], first: str) -> None:
    """The heads of a sheet; `first` is the first cell that scrolls, told openpyxl once only: twice is not valid."""
    for column, (head, wide) in enumerate(zip(heads, widths, strict=True), 1):
        cell = _write(sheet, 1, column, head)
        cell.fill, cell.font = _HEAD, Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = first


def _write(sheet: Worksheet, row: int, column: int, value: object, *, formula: bool = False) -> Cell:
    """A cell with a value; a text is never computed unless it is a `formula`."""
    cell: Cell = sheet.cell(row, column)
    if value not in (None, ""):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        if isinstance(value, str) and not formula:
            cell.data_type = "s"
    cell.border, cell.alignment = _LINES, Alignment(vertical="center", wrap_text=True)
    return cell


def _finished(sheet: Worksheet) -> None:
    """Printed one page wide; only the cells to fill in can be typed in, without a password."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.sort = protection.autoFilter = False


def _unit(question: Question) -> str:
    return "" if question.unit == "是/否" else question.unit


def _typed(question: Question, value: str) -> object:
    """`value` as a number where the cell is one."""
    text = value.replace(",", "").removesuffix("%")
    try:
        number = float(text)
    except ValueError:
        return value
    if value.endswith("%"):
        return number / 100 if question.unit == "%" else value
    return number if question.unit and question.unit not in ("日期", "是/否") else value


def _asked(sheet: Worksheet, place: str, question: Question) -> None:
    cell = sheet[place]
    cell.protection = Protection(locked=False)
    cell.number_format = _FORMATS.get(question.unit, "General")
    _choose(sheet, place, question)


def _choose(sheet: Worksheet, places: str, question: Question) -> None:
    """A drop-down; what is not in it may be typed after a question, and is told when the form is read."""
    if question.choices:
        words = ",".join(question.choices)
        chosen = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning")
        chosen.error, chosen.errorTitle, chosen.showErrorMessage = f"请从下拉表里选：{words}", "不在选项里", True
        sheet.add_data_validation(chosen)
        chosen.add(places)


def _check(question: Question, sheet: str, places: Mapping[str, tuple[str, str]]) -> str:
    """A formula that says in words what does not agree: a total with its parts, a part greater than its whole."""
    name = ".".join(question.path)
    own = _at(name, sheet, places)
    looks = (_of_total, _not_more, _the_same, _not_falling)
    found = [formula for look in looks for formula in look(name, own, sheet, places)]
    return f"={'&'.join(found)}" if found else ""


def _at(name: str, sheet: str, places: Mapping[str, tuple[str, str]]) -> str:
    home, cell = places[name]
    return cell if home == sheet else f"{quote_sheetname(home)}!{cell}"


def _of_total(name: str, own: str, sheet: str, places: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for total, parts in relations.CLOSED:
        if total == name and all(part in places for part in parts):
            cells = ",".join(_at(part, sheet, places) for part in parts)
            given = f"COUNT({own},{cells})={len(parts) + 1}"
            told = f'"与各项之和 "&TEXT(SUM({cells}),"0.00")&" 不符；"'
            yield f'IF(AND({given},ABS(N({own})-SUM({cells}))>0.025),{told},"")'


def _not_more(name: str, own: str, sheet: str, places: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for part, whole, _, reason in relations.NOT_MORE:
        if part == name and whole in places:
            other = _at(whole, sheet, places)
            said = f"大于“{whole}”，{reason}；".replace('"', '""')
            yield f'IF(AND(COUNT({own},{other})=2,N({own})>N({other})),"{said}","")'


def _the_same(name: str, own: str, sheet: str, places: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for one, same, reason in relations.SAME:
        if one == name and same in places:
            other = _at(same, sheet, places)
            yield f'IF(AND(COUNT({own},{other})=2,ABS(N({own})-N({other}))>0.005),"应等于“{same}”，{reason}；","")'


def _not_falling(name: str, own: str, sheet: str, places: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    group, _, quarter = name.rpartition(".")
    if group != _CUMULATIVE or quarter not in QUARTERS[1:]:
        return
    before = f"{group}.{QUARTERS[QUARTERS.index(quarter) - 1]}"
    if before in places:
        other = _at(before, sheet, places)
        yield f'IF(AND(COUNT({own},{other})=2,N({own})<N({other})),"累计数小于上一季度，请填年初至季末的累计；","")'
