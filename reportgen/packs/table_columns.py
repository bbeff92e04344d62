"""评分表列: which columns the score table of a pack has, in which order, and how wide each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.chinese import numeral
from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error
from reportgen.facts.records.quantity import Positive, Text, Truth
from reportgen.facts.records.record import Record, named, optional
from reportgen.facts.source import Path, Source
from reportgen.values import Frozen

FIELD, TRACED = "评分表列", "评分表来历"  # the list in pack.yaml, and the switch
NAMES, WEIGHTED = "名称", "名称及分值"  # one column, or two, for each level of the tree
POINTS, ACTUAL, GAPS, REACHED = "得分", "实际值", "扣分说明", "实际完成值"
PAGE = 14343  # the width of the text on landscape A4 within its margins, in twentieths of a point
_CHARACTER, _AROUND = 180, 150  # of a Han character in a table, and of the margins of a cell
_LEAST, _MILLIMETRE = 2, 56.7


class ScoreColumn(Record):
    """One column: what it shows, its share of the page, and whether the department fills it in."""

    name: Text = named("列", "列名：内置的一列，或指标里用“列”写了内容的自设列")
    heading: Text | None = optional("表头", "印在表头的字，不写的印列名")
    width: Positive | None = optional("宽", "大约几个汉字宽；各列按宽度分整页，不写的用默认", unit="字")
    filled: Truth = named("填报", "是：由部门在 自评 的“列”里填写", default=False)

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """A column may be written as its name alone."""
        return {"列": data} if isinstance(data, str) else data


class Look(Frozen):
    """How a column is laid out: its usual and its least width in Han characters, and whether its cells are centred."""

    usual: float
    least: float
    centred: bool = False


OWN = Look(6, 3)
_LEVEL, _WEIGHT = Look(5, 4, centred=True), Look(2.6, 2, centred=True)
BUILT: dict[str, Look] = {
    "编号": Look(3.5, 2.5, centred=True),
    NAMES: _LEVEL,
    WEIGHTED: _LEVEL,
    "指标说明": Look(11, 5),
    "评分标准": Look(18, 6),
    "分值": _WEIGHT,
    "目标值": Look(7, 4),
    ACTUAL: Look(9, 5),
    REACHED: Look(7, 4),
    "完成率": Look(4, 4, centred=True),
    POINTS: Look(3, 2.5, centred=True),
    "扣分": Look(3, 2.5, centred=True),
    "得分率": Look(4, 4, centred=True),
    "得分说明": Look(12, 6),
    GAPS: Look(10, 5),
    "偏差原因及改进措施": Look(14, 6),
    "佐证": Look(7, 4),
    "依据": Look(8, 5),
}
_PLAIN = (ScoreColumn(name=WEIGHTED), ScoreColumn(name="评分标准"), ScoreColumn(name=POINTS))


class PrintedColumn(Frozen):
    """A column as it is printed: its head, what it shows, of which level (from 1; 0: of the indicator), its width."""

    head: str
    shows: str
    level: int
    width: int
    centred: bool


def chosen(columns: Sequence[ScoreColumn], *, traced: bool) -> tuple[ScoreColumn, ...]:
    """The columns of a pack; where `traced`, with what each mark rests on and why points were lost."""
    if not traced:
        return tuple(columns)
    found = list(columns or _PLAIN)
    names = [column.name for column in found]
    at = names.index(POINTS) if POINTS in names else len(names)
    if GAPS not in names:
        found.insert(at + 1, ScoreColumn(name=GAPS))
    if ACTUAL not in names:
        found.insert(at, ScoreColumn(name=ACTUAL))
    return tuple(found)


def printed(columns: Sequence[ScoreColumn], depth: int) -> tuple[PrintedColumn, ...]:
    """The columns of a table of `depth` levels, which share the width of the page."""
    each = [one for column in columns for one in _each(column, depth)]
    widths = _shared([_wide(look.usual) for _, _, _, look in each], [_wide(look.least) for _, _, _, look in each])
    return tuple(
        PrintedColumn(head, shows, level, width, look.centred)
        for (head, shows, level, look), width in zip(each, widths, strict=True)
    )


def _each(column: ScoreColumn, depth: int) -> Iterator[tuple[str, str, int, Look]]:
    """Head, what is shown, level and look of each column that is printed for one of the list."""
    look = _look(column)
    if column.name not in (NAMES, WEIGHTED):
        yield column.heading or column.name, column.name, 0, look
        return
    for level in range(1, depth + 1):
        yield f"{numeral(level)}级指标", NAMES, level, look
        if column.name == WEIGHTED:
            yield "分值", "分值", level, _WEIGHT


def _look(column: ScoreColumn) -> Look:
    look = BUILT.get(column.name, OWN)
    if column.width is None:
        return look
    wide = max(float(column.width), _LEAST)
    return Look(wide, min(look.least, wide), look.centred)


def _wide(characters: float) -> int:
    return round(characters * _CHARACTER) + _AROUND


def _shared(usual: Sequence[int], least: Sequence[int]) -> list[int]:
    """The page shared out in proportion to `usual`, none below its `least` as long as they fit."""
    if sum(least) >= PAGE:
        return [PAGE * one // sum(least) for one in least]
    fixed: set[int] = set()
    while True:
        room = PAGE - sum(least[i] for i in fixed)
        whole = sum(own for i, own in enumerate(usual) if i not in fixed)
        widths = [least[i] if i in fixed else room * own // whole for i, own in enumerate(usual)]
        narrow = {i for i, width in enumerate(widths) if width < least[i]}
        if not narrow:
            return widths
        fixed |= narrow


def faults(  # noqa: PLR0913 - the list, what it may name, and where it stands
    columns: Sequence[ScoreColumn],
    own: Sequence[str],
    depth: int,
    source: Source,
    path: Path = (FIELD,),
    *,
    traced: bool = False,
) -> Iterator[Diagnostic]:
    """What is wrong with the columns at `path` of `source`; `own` are those that indicators say something for."""
    names = [column.name for column in columns]
    for i, column in enumerate(columns):
        at = source.position((*path, i))
        if column.name in names[:i]:
            yield error("score-column", f"评分表列“{column.name}”写了两次", "请删去一处", at)
        elif column.name not in BUILT and column.name not in own and not column.filled:
            hint = did_you_mean(column.name, [*BUILT, *own])
            advice = "自设的列请在指标里写“列: {列名: 内容}”，由部门填的写 {列: 列名, 填报: 是}"
            yield error("score-column", f"没有评分表列“{column.name}”", f"{hint}{advice}", at)
        elif column.heading and column.name in (NAMES, WEIGHTED):
            message = f"评分表列“{column.name}”不能写“表头”"
            yield error("score-column", message, "各级指标的列印级名，如“一级指标”，请删去“表头”", at)
    whole = source.position(path, key=True)
    if columns and not {NAMES, WEIGHTED} & set(names):
        yield error("score-column", f"评分表列里没有“{NAMES}”", f"请写“{NAMES}”或“{WEIGHTED}”", whole)
    if columns and POINTS not in names:
        yield error("score-column", f"评分表列里没有“{POINTS}”", "评分表要有得分", whole)
    yield from _too_many(chosen(columns, traced=traced), depth, whole)


def _too_many(columns: Sequence[ScoreColumn], depth: int, at: Position) -> Iterator[Diagnostic]:
    each = [one for column in columns for one in _each(column, depth)]
    needed = sum(_wide(look.least) for _, _, _, look in each)
    if needed > PAGE:
        wide, page = round(needed / _MILLIMETRE), round(PAGE / _MILLIMETRE)
        message = f"评分表列太多：共印 {len(each)} 列，最窄也要 {wide} 毫米，横向 A4 的版心只有 {page} 毫米"
        hint = f"请减少几列；“{NAMES}”每一级指标占一列，“{WEIGHTED}”占两列"
        yield error("score-column", message, hint, at)


def unused(columns: Sequence[ScoreColumn], own: Sequence[str]) -> Iterator[str]:
    """The columns that indicators say something for, and no table shows."""
    shown = {column.name for column in columns}
    yield from (name for name in dict.fromkeys(own) if name not in shown)
