"""A filled 整改台账 into 整改.yaml: what is written, what waits, what is told by its cell; nothing else changes."""

from __future__ import annotations

import datetime as dt

import pytest
from ledger_desk import HEADS, Desk, added_lines, lines, unmerged
from small_report import press

from reportgen.diagnostics import Refused
from reportgen.findings import ledger_key
from reportgen.findings.ledger_key import RowKey
from reportgen.intake.ledgers import filled_ledger
from reportgen.intake.ledgers.taking import take_ledger


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def refused(desk: Desk) -> str:
    with pytest.raises(Refused) as refusal:
        desk.take()
    return "\n".join(map(str, refusal.value.diagnostics))


def test_every_head_of_the_ledger_is_known_when_it_comes_back():
    assert set(HEADS) - set(filled_ledger.KNOWN) == {"序号"}


def test_a_ledger_that_nobody_filled_in_changes_nothing(desk):
    before = desk.text
    taken = desk.take()
    assert (taken.written, taken.waiting, taken.path, taken.diagnostics) == ((), (), None, ())
    assert desk.text == before


def test_states_progress_dates_and_remarks_go_to_their_measures_and_everything_else_stays(desk):
    before = desk.text
    desk.put(J4="已完成", K4="已核减2人", H5=dt.date(2022, 8, 1), L4="附文件", G6="办公室", E6="没有两人复核。")
    assert lines(desk.take()) == [
        "写入 J4 A1 措施1 整改状态： → 已完成",
        "写入 K4 A1 措施1 完成情况及佐证： → 已核减2人",
        "写入 L4 A1 备注： → 附文件",
        "写入 H5 A1 措施2 完成时限：2022年9月底前 → 2022年8月1日",
        "写入 G6 A2 措施1 责任科室：财务科 → 办公室",
        "写入 E6 A2 主要原因：没有复核。 → 没有两人复核。",
    ]
    assert added_lines(before, desk.text) == [
        *("状态: 已完成", "完成情况: 已核减2人", "时限: 2022年8月1日", "备注: 附文件"),
        *("原因: 没有两人复核。", "责任科室: 办公室"),
    ]
    assert "# 局务会定的" in desk.text
    assert "控制编外人数。  # 人事科提" in desk.text


def test_taken_twice_it_changes_nothing_more(desk):
    desk.put(J4="已完成", L4="附文件", H5=dt.date(2022, 8, 1))
    desk.take()
    once = desk.text
    assert desk.take().path is None
    assert desk.text == once


def test_without_the_file_it_is_drafted_first(desk):
    desk.file.unlink()
    desk.put(J6="已完成")
    assert [one.name for one in desk.take().written] == ["A2 措施1 整改状态"]
    assert "状态: 已完成" in desk.text


DAYS = [
    (dt.date(2022, 8, 1), "2022年8月1日"),
    (44774, "2022年8月1日"),
    ("2022-08-01", "2022年8月1日"),
    ("2022年8月上旬", "2022年8月上旬"),
    ("长期坚持", "长期坚持"),
]


@pytest.mark.parametrize(("cell", "stands"), DAYS)
def test_a_date_of_any_kind_is_a_date_and_words_stay_words(desk, cell, stands):
    desk.put(H4=cell)
    assert [one.after for one in desk.take().written] == [stands]


@pytest.mark.parametrize(
    ("cell", "progress"), [(None, "2022年7月30日完成"), ("已发文。", "已发文（2022年7月30日完成）")]
)
def test_the_day_of_completion_in_a_column_of_its_own_goes_to_the_progress(desk, cell, progress):
    desk.put(N3="实际完成日期", N4=dt.date(2022, 7, 30), K4=cell)
    desk.take()
    assert f"完成情况: {progress}" in desk.text
    assert desk.take().path is None


def test_rows_sorted_columns_moved_and_a_row_hidden_find_their_way(desk):
    def sort(sheet):
        unmerged(sheet)
        sheet["J5"] = "已完成"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
        for number, row in zip((4, 5, 6), reversed(rows), strict=True):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value)
        sheet.move_range("A3:M7", rows=1, cols=2)
        sheet.row_dimensions[6].hidden = True

    desk.fill(sort)
    assert lines(desk.take(yes=True)) == ["写入 L6 A1 措施2 整改状态：整改中 → 已完成"]


def test_an_edited_measure_is_known_by_its_key_and_one_renumbered_by_its_text(desk):
    desk.put(F4="控制并核减编外人数。", J6="已完成")
    desk.say("      - 措施: 逐项核对。", "      - 措施: 先行自查。\n        责任科室: 财务科\n      - 措施: 逐项核对。")
    assert lines(desk.take()) == [
        "写入 F4 A1 措施1 整改措施：控制编外人数。 → 控制并核减编外人数。",
        "写入 J6 A2 措施2 整改状态： → 已完成",
    ]


def test_without_the_hidden_column_a_measure_is_known_by_its_text_and_what_differs_waits(desk):
    def strip(sheet):
        sheet.delete_cols(13)
        sheet["J4"], sheet["J5"] = "已完成", "已完成"

    desk.fill(strip)
    assert lines(desk.take()) == [
        "写入 J4 A1 措施1 整改状态： → 已完成",
        "未写 J5 A1 措施2 整改状态：已完成（整改.yaml 已写“整改中”）",
    ]


def test_what_the_file_says_otherwise_by_now_waits_for_yes(desk):
    desk.put(J5="已完成", H4="2022年7月底前")
    desk.say("状态: 整改中", "状态: 长期坚持")
    desk.say("2022年6月底前", "2022年5月底前")
    before = desk.text
    taken = desk.take()
    assert [one.doubt for one in taken.waiting] == ["整改.yaml 已写“2022年5月底前”", "整改.yaml 已写“长期坚持”"]
    assert desk.text == before
    assert len(desk.take(yes=True).written) == 2
    assert "状态: 已完成" in desk.text


def test_a_measure_that_was_written_anew_since_takes_nothing_unasked(desk):
    desk.put(J4="已完成")
    desk.say("控制编外人数。", "压减编外人数。")
    assert lines(desk.take()) == ["未写 J4 A1 措施1 整改状态：已完成（这条措施在台账写出以后改过）"]


def test_what_the_file_has_since_is_not_taken_back_by_an_older_ledger(desk):
    desk.put(J4="已完成")
    desk.say("状态: 整改中", "状态: 已完成")
    desk.take()
    assert desk.text.count("状态: 已完成") == 2


def test_an_inserted_row_is_a_new_measure_once_confirmed(desk):
    def insert(sheet):
        unmerged(sheet)
        sheet.insert_rows(6)
        sheet["F6"], sheet["G6"], sheet["J6"] = "年底复查一次。", "监察室", "未开始"

    desk.fill(insert)
    assert lines(desk.take()) == ["未写 F6 A1 新增措施：年底复查一次。（台账里新增的一行）"]
    desk.take(yes=True)
    *_, new = desk.text.split("      - 措施: 年底复查一次。\n")
    assert new.startswith("        责任科室: 监察室\n")
    assert "        状态: 未开始\n" in new.partition("编号")[0]
    assert desk.text.index("每季度核对") < desk.text.index("年底复查") < desk.text.index("[A2]")


def test_a_cleared_cell_deletes_nothing_and_is_told(desk):
    desk.put(J5=None, E4=None)
    taken = desk.take()
    assert [str(d) for d in taken.diagnostics] == [
        "台账.xlsx 绩效评价问题整改台账!J5: 警告：“A1 措施2 整改状态”清空了，整改.yaml 仍是“整改中”\n"
        "    → 确实不要的，请在 整改.yaml 里删去"
    ]
    assert taken.path is None


def test_what_the_tool_has_written_is_told_when_it_was_changed(desk):
    desk.put(B4="编外多", D4=1)
    assert [d.message for d in desk.take().diagnostics] == [
        "“存在问题”写的是“编外多”，资料里是“编外人员较多”，没有收",
        "“扣分”是 1，按资料算出的是 20，没有收",
    ]


def test_a_text_whose_figures_follow_the_data_is_left_alone_and_braces_are_none(desk):
    desk.say("原因: 任务增加。", "原因: 劳务派遣{{ 人员.劳务派遣 }}人。")
    desk.write()
    desk.put(E4="劳务派遣9人。", K4="见{{附件}}")
    before = desk.text
    assert [(d.code, d.position.place[-2:]) for d in desk.take().diagnostics] == [("braces", "K4"), ("slots", "E4")]
    assert desk.text == before


def test_a_remark_beside_one_measure_stays_with_it_and_a_note_is_not_overwritten(desk):
    def remark(sheet):
        unmerged(sheet)
        sheet["L4"], sheet["L5"] = "附文件", "缺二季度"

    desk.fill(remark)
    desk.say("    原因: 没有复核。", "    原因: 没有复核。\n    备注: 问过财政局")
    desk.put(L6="已补")
    assert lines(desk.take()) == [
        "写入 L4 A1 备注： → 附文件",
        "写入 L5 A1 措施2 备注： → 缺二季度",
        "未写 L6 A2 备注：已补（整改.yaml 已写“问过财政局”）",
    ]


BAD = [
    (
        {"J4": "办结"},
        "台账.xlsx 绩效评价问题整改台账!J4: 错误：“办结”不是整改状态\n"
        "    → 请从列表中选：未开始、整改中、已完成、长期坚持",
    ),
    ({"J4": "完成"}, "    → 是否应为“已完成”？请从列表中选：未开始、整改中、已完成、长期坚持"),
    ({"H4": "2022-02-30"}, "!H4: 错误：“完成时限”是“2022-02-30”，没有这一天"),
    ({"N3": "完成日期", "N4": "8月"}, "!N4: 错误：“完成日期”是“8月”，不是日期"),
    ({"M5": str(RowKey("某区另一局", 2021, ("A1",), 0, 0))}, "!F5: 错误：这一行是某区另一局2021年度的"),
    ({"M6": str(RowKey("某区某局", 2021, ("A1",), 0, 0)), "J6": "已完成", "J4": "未开始"}, "填了两处"),
]


@pytest.mark.parametrize(("cells", "told"), BAD)
def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_written(desk, cells, told):
    before = desk.text
    desk.put(K5="已办", **cells)
    assert told in refused(desk)
    assert desk.text == before


def test_a_row_that_cannot_be_placed_is_told(desk):
    desk.put(C8="Z9 别的指标", F8="另做一事。", J8="已完成")
    (told,) = desk.take().diagnostics
    assert (told.code, told.position.place[-2:]) == ("ledger-row", "F8")


def test_the_ledger_of_another_department_or_year_is_refused(desk, tmp_path):
    other = tmp_path / "b"
    other.mkdir()
    desk.dept.write_text(desk.dept.read_text("utf-8").replace("某区某局", "某区某办"), "utf-8")
    assert "这是某区某局2021年度的台账，资料是某区某办2021年度的" in refused(desk)


def test_without_keys_the_title_tells_whose_it_is(desk):
    desk.fill(lambda sheet: sheet.delete_cols(13))
    handed, _ = filled_ledger.read(desk.path)
    assert (handed.department, handed.year) == ("某区某局", 2021)


FILES = [
    (b"", "不是工作簿"),
    (b"PK\x03\x04 broken", "工作簿已损坏，或其实不是工作簿"),
    (b"%PDF-1.7", "不是工作簿"),
]


@pytest.mark.parametrize(("data", "told"), FILES)
def test_a_file_that_is_no_workbook_is_told(desk, data, told):
    desk.path.write_bytes(data)
    assert told in refused(desk)


def test_a_workbook_without_the_heads_and_one_that_is_not_there_are_told(desk, tmp_path):
    desk.fill(lambda sheet: sheet.delete_rows(3))
    assert "不是绩效评价问题整改台账" in refused(desk)
    with pytest.raises(Refused, match="找不到文件"):
        take_ledger(tmp_path / "无.xlsx", desk.dept, pack=press().pack)


@pytest.mark.parametrize("text", ["", "x", "[1]", "{}", '["a","b",["c"],0,0,{}]', '["a",2021,["c"],0,0,3]'])
def test_a_damaged_key_is_none(text):
    assert RowKey.parse(text) is None


def test_problems_without_a_number_are_counted(desk):
    new = "  - 标题: 档案室偏小\n    措施: [{措施: 扩建。}]\n  - 标题: 制度陈旧\n    措施:\n      - 措施: 修订。\n"
    desk.say("  - 编号: [A2]", f"{new}  - 编号: [A2]")
    desk.write()
    rows = filled_ledger.read(desk.path)[0].rows
    assert [(row.key.codes, row.key.nth) for row in rows if row.key and not row.key.codes] == [((), 0), ((), 1)]
    at = next(row.cells[ledger_key.STATE].place for row in rows if row.key and row.key.nth == 1)
    desk.put(**{at: "已完成"})
    desk.take()
    assert "      - 措施: 修订。\n        状态: 已完成\n" in desk.text
