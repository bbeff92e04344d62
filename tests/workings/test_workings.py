"""计算底稿: a spreadsheet comes to every mark itself, follows what is changed, and runs nothing that a person wrote."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import libreoffice
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sample import COMPACT, FUTIAN, answered, evaluated, inputs, shipped
from spreadsheet import Spreadsheet
from worked import NOW, Worked, of_kinds, of_packs, of_sample, run, sound

from reportgen.cache import store
from reportgen.cli import workings as command
from reportgen.facts.source import parse
from reportgen.pipeline.outputs.output import Job
from reportgen.pipeline.outputs.workings import OUTPUT, worked
from reportgen.pipeline.producing import Order, produce
from reportgen.scoring.framework import Adjustment
from reportgen.scoring.kinds import KINDS
from reportgen.scoring.kinds.composite import Parts
from reportgen.sheets import working_book
from reportgen.stages.inputs import Wanted
from reportgen.tabular import FIRST, Formula, WorkingSheet
from reportgen.values import replace
from reportgen.workings.papers import BY_HAND, WAITS, workings
from reportgen.workings.translations import TRANSLATIONS

SAMPLES = sorted(COMPACT.glob("*/dept.yaml"))


def computed(one: Worked) -> Spreadsheet:
    return Spreadsheet(workings(one, "底稿").papers)


def told(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of the sheet of marks that are held against ours and are not the same."""
    return [row for row in rows if row[5] not in (None, "一致")]


def test_every_kind_of_rule_has_a_translation() -> None:
    kinds = {str(kind.fields_by_name["kind"].default) for kind in KINDS if not issubclass(kind, Parts)}
    assert kinds <= set(TRANSLATIONS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_spreadsheet_comes_to_every_mark_of_a_sample(path: Path) -> None:
    one = of_sample(path)
    made = workings(one, "底稿")
    book = Spreadsheet(made.papers)
    rows = book.rows("评分")
    assert told(rows) == []
    assert [row[5] for row in book.rows("算式") if row[5] != "一致"] == []
    marks = {node.code for node in one.card.nodes if node.mark}
    assert marks <= {row[0] for row in rows}
    assert (rows[-2][1], round(rows[-2][3], 2)) == ("总分", float(one.card.total or 0))
    assert rows[-1][3] == one.card.grade
    assert made.plain == (), "nothing that was computed stands as a value"
    assert made.counted[WAITS] == 0


@pytest.mark.parametrize("group", [of_kinds, pytest.param(of_packs, marks=pytest.mark.slow)])
def test_it_comes_to_what_every_case_of_the_rules_says(group: Any) -> None:
    checked = 0
    for where, code, one in group():
        rows = [row for row in computed(one).rows("评分") if row[6] != WAITS]
        assert told(rows) == [], (where, code)
        checked += any(row[0] and f"{row[0]}-".startswith(f"{code}-") for row in rows)
    assert checked > (25 if group is of_kinds else 100)


def test_another_number_gives_another_mark() -> None:
    book = computed(of_sample(FUTIAN))
    before = {row[0]: row[3] for row in book.rows("评分")}
    book.change("人员.劳务派遣", Decimal(0))
    after = {row[0]: row[3] for row in book.rows("评分")}
    changed = {code for code in before if code and before[code] != after[code]}
    assert changed
    assert book.rows("评分")[-2][3] > 94.94
    assert any(row[5] == "不一致" for row in book.rows("评分"))


def test_a_mark_by_hand_stands_with_its_reason_beside_what_the_rule_gives() -> None:
    mine = answered(inputs(), B12={"得分": "1", "理由": "=1+1 复核"})
    one = worked(Job(mine, evaluated(mine), NOW))
    made = workings(one, "底稿")
    row = next(row for row in Spreadsheet(made.papers).rows("评分") if row[0] == "B12")
    assert (row[3], row[5], row[6], row[7]) == (1, "一致", BY_HAND, "=1+1 复核")
    assert made.counted[BY_HAND] >= 1
    sheet = load_workbook(BytesIO(working_book.workbook(made.papers)))["评分"]
    cell = next(cells[7] for cells in sheet.iter_rows(min_row=3) if cells[0].value == "B12")
    assert (cell.value, cell.data_type) == ("=1+1 复核", "s"), "what a person wrote is never computed"


@pytest.mark.parametrize(
    ("way", "answer", "total"),
    [
        ("系数", {"等级": "是", "理由": "迟报"}, "85.45"),
        ("加分", {"得分": "2", "理由": "表彰"}, "96.94"),
        ("扣分", {"扣分": "1.5", "理由": "迟报"}, "93.44"),
    ],
)
def test_adjustments_of_the_total_are_computed(way: str, answer: dict[str, str], total: str) -> None:
    mine = answered(inputs(), T1=answer)
    own = Adjustment.from_data({"名称": "调整", "方式": way, **({"系数": "0.9"} if way == "系数" else {})})
    pack = replace(mine.pack, framework=replace(mine.pack.framework, adjustments={"T1": own}))
    mine = replace(mine, pack=pack)
    rows = computed(worked(Job(mine, evaluated(mine), NOW))).rows("评分")
    assert told(rows) == []
    assert Decimal(str(round(rows[-2][3], 2))) == Decimal(total)


def test_a_veto_and_what_waits() -> None:
    mine = inputs()
    framework = mine.pack.framework
    own = replace(framework.indicators["B12"], vetoes={"1": "造假"})
    framework = replace(framework, indicators={**framework.indicators, "B12": own})
    mine = answered(replace(mine, pack=replace(mine.pack, framework=framework)), B12={"否决": "1"})
    rows = computed(worked(Job(mine, evaluated(mine), NOW))).rows("评分")
    assert next(row for row in rows if row[0] == "B12")[3:6] == (0, 0, "一致")


def test_the_command_writes_the_workbook(tmp_path: Path) -> None:
    target = tmp_path / "底稿.xlsx"
    done = CliRunner().invoke(command.workings, [str(FUTIAN), "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert "计算底稿：" in done.output
    book = load_workbook(target)
    assert book.sheetnames == ["评分", "计算", "算式", "数据"]
    assert book["评分"]["D3"].value.startswith("='计算'!$B$")
    assert any("dept.yaml:" in str(row[3].value) for row in book["数据"].iter_rows(min_row=3))
    assert OUTPUT.told is False


def test_what_is_made_may_have_them_beside_it(tmp_path: Path) -> None:
    """Made of the same evaluation, remembered, and set aside where a person changed them, as all that is written."""
    dept = tmp_path / "dept.yaml"
    for file in ("dept.yaml", "整改.yaml"):
        shutil.copy(FUTIAN.with_name(file), tmp_path)
    order = Order("ledger", tmp_path / "台账.xlsx", Wanted(cache=store.users()), workings=True)
    built = produce(dept, order, NOW)
    assert built.workings and built.workings.name.endswith("2021年度计算底稿.xlsx")
    assert load_workbook(built.workings).sheetnames == ["评分", "计算", "算式", "数据"]
    assert built.workings.name in (tmp_path / "评价结果.json").read_text("utf-8")
    built.workings.write_bytes(built.workings.read_bytes() + b" ")
    again = produce(dept, order, NOW)
    assert any("计算底稿" in one.message for one in again.diagnostics if one.code == "kept"), again.diagnostics


def numbered(papers: Sequence[WorkingSheet], n: int) -> list[WorkingSheet]:
    """The same sheets under names of their own, so that many workings stand in one workbook."""

    def own(value: object) -> object:
        moved = re.sub("'(评分|计算|算式|数据)'!", rf"'\g<1>{n}'!", str(value))
        return Formula(moved) if isinstance(value, Formula) else value

    lines = [[replace(line, cells=[own(cell) for cell in line.cells]) for line in paper.lines] for paper in papers]
    return [replace(paper, name=f"{paper.name}{n}", lines=own) for paper, own in zip(papers, lines, strict=True)]


@pytest.mark.slow
@libreoffice.NEEDED
def test_libreoffice_comes_to_every_mark(tmp_path: Path) -> None:
    of_each_kind = {kind: one for kind, _, one in of_kinds()}  # all of them: the test of every case above
    made = [*map(of_sample, SAMPLES[-2:]), *of_each_kind.values()]
    papers = [paper for n, one in enumerate(made) for paper in numbered(workings(one, "底稿").papers, n)]
    written, counted = tmp_path / "底稿.xlsx", tmp_path / "算过.xlsx"
    written.write_bytes(working_book.workbook(papers))
    libreoffice.save((written, counted))
    book = load_workbook(counted, data_only=True)
    for n, one in enumerate(made):
        rows = [tuple(cell.value for cell in cells) for cells in book[f"评分{n}"].iter_rows(min_row=FIRST)]
        rows = [row for row in rows if row[6] != WAITS]
        assert told(rows) == []
        known = {node.code: node.mark.points for node in one.card.nodes if node.mark and node.mark.points is not None}
        assert {row[0]: round(row[3], 2) for row in rows if row[0] in known} == {c: float(p) for c, p in known.items()}


def test_own_rows_are_computed_in_their_own_units() -> None:
    lists = (
        "- 指标: X\n  列表:\n    效果指标:\n"
        "      - {名称: 甲, 目标值: 1800亩, 实际值: 0.12万亩, 分值: 3}\n"
        "      - {名称: 乙, 目标值: 8, 实际值: 10, 方向: ≤, 分值: 2}\n  得: 3.6\n"
    )
    rows = own_rows(lists, ", 异常: {高于: 130%, 处理: 按比例, 比例: 50%}")
    assert [(row[0], row[3]) for row in rows[:2]] == [("X-1", 2.0), ("X-2", 1.6)]


def own_rows(lists: str, more: str) -> list[tuple[Any, ...]]:
    """The sheet of marks of a department's own rows, which comes to what we do."""
    framework = sound(f"满分: 5\n指标:\n  X: {{名称: 例, 分值: 5, 规则: {{类型: 个性化指标{more}}}}}\n")
    source, _ = parse(lists, "用例.yaml")
    assert source is not None
    [(_, one)] = run(framework, shipped("base").formulas, source)
    rows = computed(one).rows("评分")
    assert told(rows) == []
    return rows


@pytest.mark.parametrize("shown", ["是", "否"])
def test_own_rows_without_a_ratio_are_met_or_not(shown: str) -> None:
    values = [("≥", 5, -2), ("≥", -5, -3), ("≥", -5, -6), ("≥", 0, 0), ("≤", 0, 2), ("≤", 0, -1), ("≤", 3, 0),
              ("≤", -3, -1), ("=", 0, 0), ("=", 5, 4), ("≥", 5, 0), ("≤", 4, 5)]  # fmt: skip
    met = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0.8]
    for n, (sign, target, actual) in enumerate(values):
        listed = f"      - {{名称: 甲, 目标值: {target}, 实际值: {actual}, 方向: '{sign}'}}\n"
        text = f"- 指标: X\n  列表:\n    效果指标:\n{listed}  得: {met[n] * 5}\n"
        rows = own_rows(text, f", 逐行列示: {shown}, 异常: {{低于: 60%}}")
        assert rows[0][3] == met[n] * 5
