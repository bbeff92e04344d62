"""整改台账 as the working paper by which rectification is followed up and reported.

It has more columns than the annex of a report: the indicator's number, by which 整改.yaml finds the problem, and
what was done with its evidence. States are chosen from a list; a state that nobody has reported is left blank. A hidden
column holds the key of each row, so that what is filled in finds its way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.evaluation import Evaluation
from reportgen.findings import ledger_key
from reportgen.findings.ledger import TITLE, LedgerRow
from reportgen.findings.ledger_key import Keyed
from reportgen.findings.rectification import Status
from reportgen.language.tag import to_fill
from reportgen.sheets.page import Page, PageColumn

COLUMNS = (
    PageColumn("序号", 5, centred=True),
    PageColumn(ledger_key.PROBLEM, 19),
    PageColumn("涉及指标", 12),
    PageColumn("扣分", 7, centred=True),
    PageColumn(ledger_key.CAUSE, 22),
    PageColumn(ledger_key.MEASURE, 30),
    PageColumn(ledger_key.OWNER, 10, centred=True),
    PageColumn(ledger_key.DUE, 15, centred=True),
    PageColumn(ledger_key.OUTCOME, 14),
    PageColumn(ledger_key.STATE, 10, centred=True),
    PageColumn(ledger_key.PROGRESS, 17),
    PageColumn(ledger_key.REMARK, 12),
)
_OF_PROBLEM = (1, 2, 3, 4, 5, 12)  # columns whose cells are one for all measures of a problem
_OF_MEASURE = (6, 7, 8, 9, 10, 11)
_POINTS, _STATE, _IN_SIGHT = 4, 10, 2
_KEY = len(COLUMNS) + 1
_ASKED = {5: "主要原因", 6: "整改措施", 7: "责任科室", 8: "完成时限"}
_NUMBER = 'General;-General;"—"'


def workbook(evaluation: Evaluation) -> bytes:
    """The list of `evaluation` as .xlsx; in a draft what is missing reads 【待填：…】, in yellow."""
    department = evaluation.department
    listed = evaluation.exhibits.ledger
    title = f"{department.office.name}{listed.name}"
    page = Page(TITLE, title, COLUMNS, (f"填报部门：{department.office.name}", "单位：分"))
    page.sheet.cell(page.head, _KEY, ledger_key.HEAD)
    page.sheet.column_dimensions[get_column_letter(_KEY)].hidden = True
    rows = ledger_key.keyed(department.office.name, department.year, listed.rows)
    for _, of_problem in groupby(rows, lambda one: one.row.number):
        _problem(page, list(of_problem), draft=evaluation.draft)
    _states(page)
    _total(page, f"共{listed.problems}个问题、{listed.measures}条整改措施")
    page.freeze(_IN_SIGHT)
    return page.saved()


def _problem(page: Page, rows: Sequence[Keyed], *, draft: bool) -> None:
    told = [_told(one.row, draft=draft) for one in rows]
    first = page.last + 1
    heights = _heights(page, [values for values, _ in told])
    for one, (values, asked), height in zip(rows, told, heights, strict=True):
        number = page.row(values, height=height, asked=asked)
        page.sheet.cell(number, _POINTS).number_format = _NUMBER
        page.sheet.cell(number, _KEY, str(one.key))
    for column in _OF_PROBLEM:
        page.merge(column, first, page.last)
    page.together(first)


def _told(row: LedgerRow, *, draft: bool) -> tuple[list[object], list[int]]:
    """The cells of a row, and the columns in which a draft asks for something."""
    values: list[object] = [
        *(row.number, row.problem, "\n".join(map(" ".join, zip(row.codes, row.names, strict=True)))),
        *(row.points, row.cause, row.measure, row.owner, row.due, row.outcome),
        *(row.state.value if row.state else None, row.progress, row.remark),
    ]
    for column in _OF_PROBLEM if not row.first else ():
        values[column - 1] = None
    asked = [c for c in _ASKED if draft and not values[c - 1] and (row.first or c not in _OF_PROBLEM)]
    for column in asked:
        values[column - 1] = to_fill(_ASKED[column])
    return values, asked


def _heights(page: Page, rows: Sequence[Sequence[object]]) -> list[int]:
    """The heights of a problem's rows, which together must hold the texts of its merged cells."""
    own = [page.height(values, _OF_MEASURE) for values in rows]
    lacking = page.height(rows[0], _OF_PROBLEM) - sum(own)
    return [height + max(0, ceil(lacking / len(rows))) for height in own]


def _states(page: Page) -> None:
    """The choice of 整改状态."""
    choice = DataValidation(type="list", formula1=f'"{",".join(Status)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "整改状态", f"请从列表中选择：{'、'.join(Status)}"
    choice.promptTitle, choice.prompt, choice.showInputMessage = "整改状态", "尚未报告的留空", True
    column = page.sheet.cell(page.head, _STATE).column_letter
    choice.add(f"{column}{page.head + 1}:{column}{page.last}")
    page.sheet.add_data_validation(choice)


def _total(page: Page, told: str) -> None:
    values: list[object] = [None] * len(COLUMNS)
    values[0], values[_POINTS - 1], values[_POINTS] = "合计", page.total(_POINTS), told
    number = page.row(values)
    page.merge(1, number, number, to=_POINTS - 1)
    page.merge(_POINTS + 1, number, number, to=len(COLUMNS))
