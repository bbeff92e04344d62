"""A department's own rows as indicators, wherever they are told: review copy, ledger, workings, summary, audit."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import rows_desk
from openpyxl import load_workbook
from sample import evaluated

from reportgen import pipeline, word
from reportgen.audit import pack_ground
from reportgen.cache import store
from reportgen.evaluation import Evaluation
from reportgen.intake.ledgers.taking import take_ledger
from reportgen.intake.situation import Situation, owner, reception
from reportgen.pipeline import Inputs
from reportgen.pipeline.outputs import workings
from reportgen.pipeline.outputs.output import Job
from reportgen.scoring.framework import own_rules
from reportgen.sheets import ledger_sheet
from reportgen.stages.printing import press
from reportgen.statements.outlines import read_outline
from reportgen.summary import gathering, tables
from reportgen.summary.common_problems import troubles
from reportgen.summary.ranking import standing

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
WORDS = "等级: 部分达到, 理由: 年底才印发"
ANSWERS = "  水库险情起数: {得分: 1, 理由: 已处置, 佐证: 汛情记录}\n"
OWN = ("X21-1", "X21-水质", "X21-3", "X21-4")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the department."""
    folder = tmp_path_factory.mktemp("rows")
    rows_desk.written(folder, rows_desk.dept_text(WORDS, ANSWERS))
    return folder


@cache
def judged(home: Path) -> tuple[Inputs, Evaluation]:
    """The department and its marks."""
    mine = rows_desk.inputs_of(home / "dept.yaml")
    return mine, evaluated(mine)


def test_the_review_copy_tells_where_a_row_stands_and_who_judged_it(home: Path) -> None:
    mine, evaluation = judged(home)
    notes = pipeline.reviewed(mine, evaluation, NOW).notes
    told = {code: "\n".join(notes[f"评分表.{code}"].lines) for code in OWN}
    assert "取数：效果指标第1项·目标值 2000亩、效果指标第1项·实际值 1800亩（dept.yaml第89行）" in told["X21-1"]
    assert "由人评定" not in told["X21-1"] + told["X21-水质"]
    assert "由人评定，见dept.yaml第103行" in told["X21-3"] and "佐证：汛情记录" in told["X21-3"]
    assert "由人评定，见dept.yaml第92行" in told["X21-4"] and "请确认：评定的等级有据" in told["X21-4"]


def test_the_workings_have_each_row_and_the_line_of_each_answer(home: Path) -> None:
    mine, evaluation = judged(home)
    made = workings.workings(workings.worked(Job(mine, evaluation, NOW)), "")
    papers = {paper.name: paper.lines for paper in made.papers}
    rows = {line.cells[0]: line.cells for line in papers["评分"]}
    assert [rows[code][4] for code in OWN] == [rows_desk.D("2.7"), 3, 1, rows_desk.D("1.5")]
    places = {str(line.cells[0]): line.cells[3] for line in papers["数据"]}
    assert places["自评.X21-4.等级"] == "dept.yaml:92:59"
    assert places["自评.X21-3.得分（已处置）"] == "dept.yaml:103:16"


def test_problems_of_rows_go_into_the_ledger_and_come_back(home: Path) -> None:
    mine, evaluation = judged(home)
    book = load_workbook(BytesIO(ledger_sheet.workbook(evaluation)))
    sheet = book.active
    named = [str(row[2].value) for row in sheet.iter_rows() if row[2].value]
    assert [code for code in OWN if any(code in one for one in named)] == ["X21-1", "X21-3", "X21-4"]
    row = next(row for row in sheet.iter_rows() if "X21-1" in str(row[2].value))
    row[9].value, row[10].value = "已完成", "渠道已贯通"
    path = home / "台账.xlsx"
    book.save(path)
    took = take_ledger(path, home / "dept.yaml", pack=mine.pack)
    assert took.written, took.diagnostics
    text = (home / "整改.yaml").read_text("utf-8")
    assert "渠道已贯通" in text[text.index("X21-1") :]


def test_the_summary_lists_rows_and_compares_what_they_are_part_of(home: Path) -> None:
    _, evaluation = judged(home)
    result = home / "out" / "甲局-2022" / "评价结果.json"
    result.parent.mkdir(parents=True)
    result.write_text(evaluation.to_json(), "utf-8")
    gathered, _ = gathering.gathered([home / "out"])
    ranked = standing(gathered, {})
    assert [row[1] for row in tables.own(ranked).rows] == [*OWN]
    common = {one.code: one.lost for one in troubles(ranked)}
    assert common["X21"] == rows_desk.D("3.8") and not {*OWN} & {*common}


@pytest.mark.slow
def test_an_audit_knows_the_rows_of_a_printed_report(home: Path) -> None:
    mine, evaluation = judged(home)
    report = read_outline(word.outline(pipeline.printed(evaluation, press(mine.pack))))
    assert pack_ground.fits(mine.pack, report)
    assert not pack_ground.fits(rows_desk.listed(shown=False), report), "it has X21 alone"
    assert [code for code, _, _ in own_rules(mine.pack.framework)] == ["X21"]


@pytest.mark.parametrize("shown", [True, False])
def test_a_completion_beyond_what_is_usual_is_no_missed_target(home: Path, shown: bool) -> None:
    folder = home / str(shown)
    folder.mkdir()
    text = rows_desk.dept_text("等级: 达到").replace("实际值: 1800", "实际值: 3800")
    mine = rows_desk.inputs_of(rows_desk.written(folder, text, shown), shown, above="130%")
    made = evaluated(mine)
    code = "X21-1" if shown else "X21"
    problem = next(one for one in made.findings if code in one.codes)
    assert "超出正常范围" in problem.title and "完成率190.00%，超出正常范围" in (problem.description or "")
    assert "超出正常范围" in made.remarks[code] and ("没有达到" not in made.remarks[code] or not shown)


@pytest.mark.slow
def test_a_report_with_rows_that_comes_back_is_compared(tmp_path: Path) -> None:
    """Its pack lies beside the data, as that of a bureau does."""
    home = tmp_path / "templates" / "zishe"
    home.mkdir(parents=True)
    (home / "pack.yaml").write_text("名称: 逐行列示\n继承: hunan-demo\n", "utf-8")
    (home / "framework.yaml").write_text("指标:\n  X21: {规则: {逐行列示: 是}}\n", "utf-8")
    text = rows_desk.dept_text(WORDS, ANSWERS).replace("套件: hunan-demo", "套件: zishe")
    dept = rows_desk.written(tmp_path, text)
    inbox = tmp_path / "收文"
    inbox.mkdir()
    wanted = pipeline.Wanted(None, store.users())
    pipeline.produce(dept, pipeline.Order("report", inbox / "报告.docx", wanted), NOW)
    due, _ = pipeline.awaited([pipeline.expected(dept)])
    for new, situation in ((text, Situation.SAME), (text.replace("实际值: 1800", "实际值: 1900"), Situation.OLDER)):
        dept.write_text(new, "utf-8")
        papers = list(pipeline.papers(inbox, due))
        shelf = pipeline.Shelf()
        held = [pipeline.held(paper, own, shelf) for paper in papers if (own := owner(paper, due))]
        (one,) = reception(due, papers, held).departments
        assert one.situation is situation, one
