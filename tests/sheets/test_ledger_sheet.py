"""整改台账 as a workbook: what stands in it, what may be chosen, and how it prints."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell import Cell
from sample import COMPACT, evaluated, inputs

from reportgen.evaluation import Evaluation, drawn_up
from reportgen.findings.finding import Finding
from reportgen.findings.ledger_key import RowKey
from reportgen.sheets.ledger_sheet import COLUMNS, workbook
from reportgen.sheets.page import Page, PageColumn
from reportgen.values import replace

HEAD = (
    "序号 | 存在问题 | 涉及指标 | 扣分 | 主要原因 | 整改措施 | 责任科室 | 完成时限 | 预期成果 | 整改状态 | "
    "完成情况及佐证 | 备注"
)
PROBLEMS = [
    {
        "编号": ["A21", "A22"],
        "指标": ["绩效目标完整性", "绩效指标明确性"],
        "标题": "绩效目标设置口径不一",
        "描述": "",
        "扣分": "1.5",
        "原因": "分头编报，没有统一的审核标准。" * 12,
        "整改措施": [
            {
                "措施": "逐项梳理。",
                "责任科室": "综合科",
                "时限": "2022年6月底前",
                "状态": "整改中",
                "完成情况": "已改8个",
            },
            {"措施": "=HYPERLINK(1)", "责任科室": "财务科", "时限": "2022年9月底前", "成果": "审核表"},
        ],
    },
    {"编号": [], "指标": [], "标题": "档案室偏小", "描述": "", "扣分": "0"},
]


def of(*problems: dict, draft: bool = False) -> Evaluation:
    findings = tuple(Finding.from_data(one) for one in problems)
    return drawn_up(replace(evaluated(inputs()), findings=findings, draft=draft))


def page(evaluation: Evaluation):
    return load_workbook(BytesIO(workbook(evaluation))).active


def texts(sheet) -> list[str]:
    """Every row as it reads, empty cells and the hidden column left out."""
    rows = sheet.iter_rows(max_col=len(COLUMNS), values_only=True)
    return [" | ".join(str(cell) for cell in row if cell is not None) for row in rows]


def test_it_reads_from_title_to_total():
    cause = PROBLEMS[0]["原因"]
    assert texts(page(of(*PROBLEMS))) == [
        "深圳市福田区科技创新局2021年度绩效评价问题整改台账",
        "填报部门：深圳市福田区科技创新局 | 单位：分",
        HEAD,
        f"1 | 绩效目标设置口径不一 | A21 绩效目标完整性\nA22 绩效指标明确性 | 1.5 | {cause} | 逐项梳理。 | 综合科 | "
        "2022年6月底前 | 整改中 | 已改8个",
        "=HYPERLINK(1) | 财务科 | 2022年9月底前 | 审核表",
        "2 | 档案室偏小 | 0",
        "合计 | =SUM(D4:D6) | 共2个问题、2条整改措施",
    ]


def test_each_row_is_known_by_a_hidden_key():
    sheet = page(of(*PROBLEMS))
    keys = [RowKey.parse(sheet.cell(row, 13).value or "") for row in range(4, 8)]
    assert [(key.codes, key.nth, key.measure) for key in keys if key] == [
        *((("A21", "A22"), 0, 0), (("A21", "A22"), 0, 1)),
        ((), 0, 0),
    ]
    assert sheet.column_dimensions["M"].hidden


def test_points_are_numbers_summed_and_a_text_is_never_a_formula():
    sheet = page(of(*PROBLEMS))
    assert [sheet.cell(row, 4).data_type for row in (4, 6, 7)] == ["n", "n", "f"]
    assert sheet["F5"].data_type == "s"
    assert sheet["D6"].number_format.endswith('"—"'), "a problem without points reads —"


def test_cells_of_a_problem_are_one_and_high_enough_for_their_text():
    sheet = page(of(*PROBLEMS))
    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {f"{column}4:{column}5" for column in "ABCDEL"} <= merged
    assert not {found for found in merged if "6" in found}
    lines = len(PROBLEMS[0]["原因"]) * 2 / sheet.column_dimensions["E"].width
    assert sheet.row_dimensions[4].height + sheet.row_dimensions[5].height > 14 * lines


def test_a_state_is_chosen_from_a_list_in_every_row_and_in_no_other():
    (choice,) = page(of(*PROBLEMS)).data_validations.dataValidation
    assert choice.formula1 == '"未开始,整改中,已完成,长期坚持"'
    assert (str(choice.sqref), choice.allow_blank) == ("J4:J6", True)
    assert choice.error == "请从列表中选择：未开始、整改中、已完成、长期坚持"


def test_the_head_stays_in_sight_and_is_repeated_on_landscape_pages_one_wide():
    sheet = page(of(*PROBLEMS))
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C4", "$3:$3")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    cells = [cell for row in sheet.iter_rows(min_row=3, max_col=12) for cell in row if isinstance(cell, Cell)]
    assert all(cell.border.left.style == "thin" and cell.alignment.wrap_text for cell in cells)


def test_a_page_breaks_between_problems_and_not_within_one():
    sheet = page(of(*[PROBLEMS[0]] * 6))
    breaks = [found.id for found in sheet.row_breaks.brk]
    assert breaks
    assert all((last - 3) % 2 == 0 for last in breaks), "after the second measure of a problem"


def test_a_draft_asks_in_yellow_and_a_final_list_leaves_room():
    draft, final = page(of(*PROBLEMS, draft=True)), page(of(*PROBLEMS))
    asked = [cell for row in draft.iter_rows() for cell in row if cell.fill.fill_type == "solid"]
    assert [(cell.coordinate, cell.value) for cell in asked] == [
        ("E6", "【待填：主要原因】"),
        ("F6", "【待填：整改措施】"),
        ("G6", "【待填：责任科室】"),
        ("H6", "【待填：完成时限】"),
    ]
    assert [final[cell.coordinate].value for cell in asked] == [None] * 4


@pytest.mark.parametrize("name", ["dapeng-zhengshu-2021", "pingshan-kechuang-2021", "hunan-demo-2022"])
def test_the_points_of_a_sample_add_up_to_what_the_score_table_lost(name):
    evaluation = evaluated(inputs(COMPACT / name / "dept.yaml"))
    sheet = page(evaluation)
    points = [sheet.cell(row, 4).value or 0 for row in range(4, sheet.max_row)]
    assert sum(Decimal(str(p)) for p in points) == 100 - evaluation.scorecard.total
    measures = [sheet.cell(row, 6).value for row in range(4, sheet.max_row)]
    assert measures == [m.text for found in evaluation.findings for m in found.measures]


_ORDER = [
    "b",
    "i",
    "strike",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
]


def test_titles_and_texts_are_never_computed_and_fonts_are_in_order():
    page = Page("表", '=HYPERLINK("http://a")', (PageColumn("甲", 9), PageColumn("乙", 9)), ("=1+1", "+2"))
    page.row(["=3", "控\x0b制"])
    page.row([page.total(1), 2])
    data = page.saved()
    sheet = load_workbook(BytesIO(data)).active
    assert [sheet.cell(1, 1).data_type, sheet.cell(2, 1).data_type, sheet.cell(4, 1).data_type] == ["s"] * 3
    assert sheet.cell(5, 1).data_type == "f"
    assert sheet.cell(4, 2).value == "控制"
    styles = etree.fromstring(ZipFile(BytesIO(data)).read("xl/styles.xml"))
    for font in styles.iter("{*}font"):
        names = [etree.QName(part).localname for part in font]
        assert names == sorted(names, key=_ORDER.index)
        assert names
