"""Plain text as people paste it: paragraphs joined, page numbers dropped, tables in three forms."""

from reportgen.statements.lines import read
from reportgen.statements.mentions import mentions
from reportgen.statements.report import Table

WIDE = "二十四个字一行的文字排成一列直到纸边为止不留空白也不换行"


def told(text):
    """Blocks as lines: # headings, | rows, text."""
    for block in read(text).blocks:
        if isinstance(block, Table):
            yield from (f"{row.place.line}| {' | '.join(row.cells)}" for row in block.rows)
        else:
            yield f"{block.place.line}{'#' * (block.level or 0)} {block.text}"


def test_a_page_break_inside_a_sentence_is_joined():
    text = "一、基本情况\n\n我局为本区各单位的信息化项目提供技术咨询，至少为 30 个项目提供\n\n— 3 —\n\n前期咨询服务。\n"
    assert list(told(text)) == [
        "1# 一、基本情况",
        "3 我局为本区各单位的信息化项目提供技术咨询，至少为30个项目提供前期咨询服务。",
    ]


def test_printed_lines_are_joined_and_keep_their_lines():
    text = "\n".join([*[WIDE] * 12, "到此为止共有30个项目。", "二、履职", "另起一段。"])
    report = read(text)
    first = report.body[0]
    assert first.text.count(WIDE) == 12
    assert [m.place.line for m in mentions(first)] == [13]
    assert [p.text for p in report.paragraphs][1:] == ["二、履职", "另起一段。"]


def test_rows_with_tabs():
    text = "安排表  单位：万元\n项目\t预算\t支出\n甲\t1.00\t2.00\n\n后文。"
    assert list(told(text)) == ["1 安排表单位：万元", "2| 项目 | 预算 | 支出", "3| 甲 | 1.00 | 2.00", "5 后文。"]


def test_a_cell_a_line_with_tabs_and_cells_of_several_lines():
    text = "\t项目\n\t说明\n\n\t甲\n\t1.第一条；\n2.第二条。\n\n\n后文。"
    assert list(told(text)) == ["1| 项目 | 说明", "4| 甲 | 1.第一条；2.第二条。", "9 后文。"]
    assert [row.lines for table in read(text).tables for row in table.rows] == [(1, 2), (4, 5)]


def test_bare_cells_one_a_line():
    text = "情况如下表。\n项目\n预算\n支出\n甲\n1.00\n2.00\n乙\n3.00\n-\n后文写在这里。"
    assert list(told(text)) == [
        "1 情况如下表。",
        "2| 项目 | 预算 | 支出",
        "5| 甲 | 1.00 | 2.00",
        "8| 乙 | 3.00 | -",
        "11 后文写在这里。",
    ]


def test_a_title_inside_a_table_begins_another():
    text = "\t单位\n\t合计\n\n\t本级\n\t1.00\n\n\t \n采购安排情况表 单位：万元\n\n\t单位\n\t采购\n\n\t本级\n\t2.00\n"
    assert [len(table.rows) for table in read(text).tables] == [2, 2]


def test_a_figure_has_its_label_unit_and_hedge():
    text = "我局核定编制24人，因公出国（境）费用0万元；约3.5亿元，12,345.60万元。2031年5月25日，《2030年规划》第3条。"
    found = [(m.label, m.shown, m.hedge) for p in read(text).body for m in mentions(p)]
    assert found == [
        ("我局核定编制", "24人", ""),
        ("因公出国（境）费用", "0万元", ""),
        ("约", "3.5亿元", "约"),
        ("", "12,345.60万元", ""),
    ]


def test_names_before_respectively_are_dealt_out():
    text = "甲、乙、丙分别为1个、2个、3个。四个季度支出进度分别为20%、50%、75%、99%。"
    found = [(m.label, m.shown) for p in read(text).body for m in mentions(p)]
    assert found[:3] == [("甲", "1个"), ("乙", "2个"), ("丙", "3个")]
    assert [label for label, _ in found[3:]] == [f"{q}季度支出进度" for q in "一二三四"]
