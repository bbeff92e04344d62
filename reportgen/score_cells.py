"""The score table in the columns that its pack chose: heads, a row of texts for each indicator, the total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.chinese import DASH, percent
from reportgen.chinese import points as say_points
from reportgen.evaluation import Evaluation
from reportgen.exhibits.scoretable import LevelCell, ScoreRow, ScoreTable
from reportgen.facts.records.quantity import Truth
from reportgen.facts.records.record import Record, listed, named
from reportgen.findings.finding import Finding
from reportgen.language.tag import to_fill
from reportgen.packs.table_columns import (
    ACTUAL,
    GAPS,
    NAMES,
    POINTS,
    REACHED,
    TRACED,
    PrintedColumn,
    ScoreColumn,
    chosen,
    printed,
)
from reportgen.scoring.mark import Mark, Scored, State
from reportgen.values import Frozen

_TOTAL = "总分"


class ColumnHead(Record):
    """The head of a column of the score table."""

    name: str = named("列", "列名")
    width: int = named("宽", "列宽，二十分之一磅，用于 {%列宽 列.宽 %}")


class ScoreCell(Record):
    """A cell of the score table in chosen columns."""

    column: str = named("列", "列名；各级指标的列是级名")
    text: str = named("文", "这一格的文字")
    width: int = named("宽", "列宽，二十分之一磅，用于 {%列宽 格.宽 %}")
    centred: Truth = named("居中", "这一列是否居中")
    first: Truth = named("首行", "是否相同单元格的第一行，用于 {%合并 格.首行 %}", default=True)


class ChosenTable(Record):
    """Heads, the cells of each row, and those of the last row; nothing where the pack chooses no columns."""

    heads: tuple[ColumnHead, ...] = listed("列", "评分表各列（pack.yaml 写了“评分表列”，或选项“评分表来历”为是的）")
    rows: tuple[tuple[ScoreCell, ...], ...] = listed("各行", "各行的单元格")
    total: tuple[ScoreCell, ...] = listed("总分行", "最后一行的单元格")


class _Told(Frozen):
    """What cells are filled from."""

    evaluation: Evaluation
    findings: Mapping[str, Finding]


def chosen_table(evaluation: Evaluation) -> ChosenTable:
    """The table in the columns of the pack, with what marks rest on where the department or the pack wants it."""
    words = evaluation.words
    return in_columns(evaluation, chosen(words.columns, traced=evaluation.switched(TRACED)), evaluation.exhibits.scores)


def in_columns(evaluation: Evaluation, wanted: Sequence[ScoreColumn], table: ScoreTable) -> ChosenTable:
    """The rows of `table` in the columns that are `wanted`, the total last; nothing where none are."""
    columns = printed(wanted, table.depth)
    if not columns:
        return ChosenTable()
    marks = {node.code: node.mark for node in evaluation.scorecard.nodes if node.mark}
    told = _Told(evaluation, {code: finding for finding in evaluation.findings for code in finding.codes})
    return ChosenTable(
        heads=tuple(ColumnHead(name=column.head, width=column.width) for column in columns),
        rows=tuple(tuple(_cell(column, row, marks[row.code], told) for column in columns) for row in table.rows),
        total=tuple(_last(columns, evaluation)),
    )


def _cell(column: PrintedColumn, row: ScoreRow, mark: Mark, told: _Told) -> ScoreCell:
    text, first = "", True
    if column.level:
        level = row.levels[column.level - 1]
        text, first = _of_level(column, level), level.first
    else:
        write = _WRITERS.get(column.shows)
        text = (write(row, mark, told) if write else mark.columns.get(column.shows, "")) or DASH
    return _made(column, text, first=first)


def _made(column: PrintedColumn, text: str, *, first: bool = True) -> ScoreCell:
    name = column.head if column.level else column.shows
    return ScoreCell(column=name, text=text, width=column.width, centred=column.centred, first=first)


def _of_level(column: PrintedColumn, level: LevelCell) -> str:
    if column.shows == NAMES:
        return level.name
    return say_points(level.full) if level.name and level.full is not None else ""


def _points(row: ScoreRow, mark: Mark, told: _Told) -> str:
    if mark.points is not None:
        return say_points(mark.points)
    return "" if mark.state is State.NOT_APPLICABLE else to_fill(POINTS)


def _actual(row: ScoreRow, mark: Mark, told: _Told) -> str:
    """What the mark rests on, each computed figure with how it came about."""
    if mark.parts:
        each = ((part.name, _of_one(part, told)) for part in mark.parts)
        return "\n".join(f"{name}：{actual}" for name, actual in each if actual)
    return _of_one(mark, told)


def _of_one(one: Scored, told: _Told) -> str:
    figures = [told.evaluation.figures[name] for name in one.used if name in told.evaluation.figures]
    traces = [(figure.name, figure.trace) for figure in figures if figure.value is not None and figure.trace]
    if len(traces) == 1:
        return traces[0][1]
    return "\n".join(f"{name}：{trace}" for name, trace in traces) or one.actual


def _reached(row: ScoreRow, mark: Mark, told: _Told) -> str:
    """The value that the mark rests on, without how it came about."""
    if mark.parts:
        return "\n".join(f"{part.name}：{part.actual}" for part in mark.parts if part.actual)
    return mark.actual


def _target(row: ScoreRow, mark: Mark, told: _Told) -> str:
    if mark.parts:
        return "\n".join(f"{part.name}：{_bare(part.target)}" for part in mark.parts if part.target)
    return _bare(mark.target)


def _bare(target: str) -> str:
    """A target as a cell shows it, without the words that lead to it in a sentence."""
    return target.removeprefix("得满分须").removeprefix("应")


def _gaps(row: ScoreRow, mark: Mark, told: _Told) -> str:
    """What each lost point is for."""
    several = len(mark.gaps) > 1
    lines = [f"{gap.content}（扣{say_points(gap.points)}分）" for gap in mark.gaps]
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1)) if several else "".join(lines)


def _cause(row: ScoreRow, mark: Mark, told: _Told) -> str:
    return deviation(mark, told.findings.get(mark.code), draft=told.evaluation.draft)


def deviation(mark: Mark, finding: Finding | None, *, draft: bool) -> str:
    """The cause and the measures; of a problem of several indicators at the first of them. A draft asks for a cause."""
    if not mark.lost or finding is None:
        return ""
    if finding.codes[0] != mark.code:
        return f"同“{finding.names[0]}”"
    told = finding.cause or (to_fill("主要原因") if draft else "")
    cause = [f"原因：{told}"] if told else []
    measures = [measure.text for measure in finding.measures]
    numbered = [f"{i}. {text}" for i, text in enumerate(measures, 1)] if len(measures) > 1 else measures
    return "\n".join([*cause, *([f"措施：{numbered[0]}", *numbered[1:]] if numbered else [])])


_WRITERS: Mapping[str, Callable[[ScoreRow, Mark, _Told], str]] = {
    "编号": lambda row, mark, told: row.code,
    "指标说明": lambda row, mark, told: row.description,
    "评分标准": lambda row, mark, told: mark.standard,
    "分值": lambda row, mark, told: say_points(mark.full),
    "目标值": _target,
    ACTUAL: _actual,
    REACHED: _reached,
    "完成率": lambda row, mark, told: mark.completion,
    POINTS: _points,
    "扣分": lambda row, mark, told: say_points(mark.lost) if mark.lost is not None else "",
    "得分率": lambda row, mark, told: percent(mark.rate) if mark.rate is not None else "",
    "得分说明": lambda row, mark, told: mark.explanation,
    GAPS: _gaps,
    "偏差原因及改进措施": _cause,
    "佐证": lambda row, mark, told: "；".join(mark.evidence),
    "依据": lambda row, mark, told: mark.basis or "",
}


def _last(columns: Sequence[PrintedColumn], evaluation: Evaluation) -> Iterator[ScoreCell]:
    """The total in the columns of points, the grade and how the total came about in the widest column of text."""
    card = evaluation.scorecard
    lost = sum((loss.points for loss in card.losses), Decimal(0))
    total = to_fill(_TOTAL) if card.total is None else say_points(card.total)
    shown = {"分值": say_points(card.full), POINTS: total, "扣分": say_points(lost)}
    notes = "；".join(filter(None, (f"等级：{card.grade}" if card.grade else "", *card.notes)))
    room = max((i for i, c in enumerate(columns) if not c.centred), key=lambda i: columns[i].width, default=-1)
    named_at = next((i for i, column in enumerate(columns) if column.shows == NAMES), -1)
    for i, column in enumerate(columns):
        text = _TOTAL if i == named_at else notes if i == room else shown.get(column.shows, "")
        yield _made(column, text)
