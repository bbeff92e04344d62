"""评分表列: the columns that a pack chooses for its score table, in Word, in the blank table, and told where wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sample import shipped

from reportgen import report
from reportgen.editor import check as checks
from reportgen.editor import papers
from reportgen.packs import pack as packs
from reportgen.packs.table_columns import BUILT, PAGE, ScoreColumn, chosen, printed
from reportgen.pipeline.handouts import score_workbook
from reportgen.statements.report import Row, Table
from reportgen.statements.scores import _read

TEMPLATES = Path(__file__).parents[2] / "templates"
ELEVEN = "名称, 指标说明, 评分标准, 分值, 目标值, 实际值, 完成率, 得分, 扣分说明, 偏差原因及改进措施, 佐证"


def columns(*names: str) -> tuple[ScoreColumn, ...]:
    return tuple(ScoreColumn(name=name) for name in names)


def write(folder: Path, info: str, framework: str = "", parent: str = "base") -> str:
    own = folder / "own"
    own.mkdir()
    (own / "pack.yaml").write_text(f"名称: 自设列\n继承: {parent}\n{info}\n", "utf-8")
    if framework:
        (own / "framework.yaml").write_text(framework, "utf-8")
    return "own"


def loaded(folder: Path, info: str, framework: str = "", parent: str = "base") -> packs.Pack:
    return packs.load(write(folder, info, framework, parent), [folder, TEMPLATES])[0]


@pytest.mark.parametrize(
    "names", [tuple(ELEVEN.split(", ")), ("名称及分值", "评分标准", "得分"), ("名称", *list(BUILT)[3:8])]
)
def test_columns_fill_the_page_and_none_is_too_narrow(names: tuple[str, ...]) -> None:
    made = printed(columns(*names), 3)
    assert PAGE - len(made) <= sum(one.width for one in made) <= PAGE
    assert min(one.width for one in made) >= 500
    levels = [one.head for one in made if one.level]
    assert levels[0] == "一级指标"
    assert len(levels) == (6 if "名称及分值" in names else 3)


def test_a_wider_column_takes_from_the_others() -> None:
    usual, wide = (printed((*columns("名称", "得分"), ScoreColumn(name="频次", width=w)), 2) for w in (None, 30))
    assert wide[-1].width > usual[-1].width
    assert wide[0].width < usual[0].width


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), ("名称及分值", "评分标准", "实际值", "得分", "扣分说明")),
        (("名称", "得分", "佐证"), ("名称", "实际值", "得分", "扣分说明", "佐证")),
        (("名称", "实际值", "得分"), ("名称", "实际值", "得分", "扣分说明")),
    ],
)
def test_the_switch_adds_what_marks_rest_on(given: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert tuple(one.name for one in chosen(columns(*given), traced=True)) == expected
    assert tuple(one.name for one in chosen(columns(*given), traced=False)) == given


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ("评分表列: [名称, 评分标淮, 得分]", "没有评分表列“评分标淮”"),
        ("评分表列: [名称, 得分, 得分]", "评分表列“得分”写了两次"),
        ("评分表列: [指标说明, 得分]", "评分表列里没有“名称”"),
        ("评分表列: [名称, 评分标准]", "评分表列里没有“得分”"),
        (f"评分表列: [名称及分值, {ELEVEN[4:]}, 得分率, 得分说明, 扣分, 编号, 依据]", "评分表列太多：共印 21 列"),
    ],
)
def test_wrong_columns_are_told_at_their_line(info: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(packs.Refused) as refused:
        loaded(tmp_path, info)
    found = [d for d in refused.value.diagnostics if told in d.message]
    assert found
    assert found[0].position.line == 3


def test_own_columns_come_from_indicators_and_from_the_department(tmp_path: Path) -> None:
    framework = "指标:\n  A1: {列: {考核频次: 年}}\n  A11: {列: {考核频次: 季}}\n"
    info = "评分表列: [名称, {列: 考核频次, 宽: 4}, 得分, {列: 责任人, 填报: 是}]"
    own = loaded(tmp_path, info, framework)
    assert own.framework.columns("A11") == {"考核频次": "季"}
    assert own.framework.columns("A12") == {"考核频次": "年"}, "what a group says holds below it"


def test_a_template_that_has_a_table_of_its_own_is_told_of(tmp_path: Path) -> None:
    class Reading:
        info = type("Read", (), {"source": shipped("base").sources["pack.yaml"]})()

    class Voice:
        info = type("Info", (), {"columns": columns("名称", "得分")})()

    class Anatomy:
        def __init__(self, *lines: str) -> None:
            self.lines = lines

        def blocks(self) -> dict[str, tuple[None, tuple[str, ...]]]:
            return {"评分表": (None, self.lines)}

    def told(*lines: str) -> list[str]:
        return [d.message for d in checks._columns_unused(Anatomy(*lines), Reading, Voice)]  # type: ignore[arg-type]

    assert told("{%p if 评分表.列 %}") == []
    assert ["不起作用" in message for message in told("附件1")] == [True]


def test_the_blank_table_has_the_columns_and_nothing_in_those_of_marks(tmp_path: Path) -> None:
    own = loaded(tmp_path, "评分表列: [名称, 评分标准, 分值, 实际值, 得分, {列: 责任人, 填报: 是}]")
    sheet = load_workbook(BytesIO(score_workbook(own))).active
    heads = [cell.value for cell in sheet[2]]
    assert heads == ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "实际值", "得分", "责任人"]
    assert {sheet.cell(row, 7).value for row in range(3, sheet.max_row)} == {None} | {""} - {""}
    assert sheet.cell(sheet.max_row, 7).value == f"=SUM(G3:G{sheet.max_row - 1})"
    assert [str(r) for r in sheet.merged_cells.ranges if str(r).startswith("A3")]
    blank = papers.blank_scores(own)
    assert {cell["文"] for row in blank["行"] for cell in row["格"] if cell["列"] in ("实际值", "责任人")} == {""}


def test_a_table_with_one_column_of_weights_and_one_of_marks_is_read_by_its_heads() -> None:
    rows = [
        ("一级指标", "三级指标", "指标说明", "分值", "目标值", "得分", "佐证"),
        ("部门决策", "预算编制合理性", "反映", "5", "90", "4.5", "—"),
        ("", "预算编制规范性", "反映", "5", "—", "5", "3"),
        ("总分", "", "", "10", "", "9.5", "等级：优"),
    ]
    found = _read(Table(tuple(map(Row, rows))))
    assert [(leaf.name, leaf.weight, leaf.mark) for leaf in found.leaves] == [
        ("预算编制合理性", 5, report.Decimal("4.5")),
        ("预算编制规范性", 5, 5),
    ]
    assert found.total == report.Decimal("9.5")
