"""Papers made from a pack without any department: a marked sample report, and the blank score table to hand out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from reportgen import report
from reportgen.editor.trial.offered_names import Voice, switched
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.pack import Pack
from reportgen.packs.table_columns import TRACED
from reportgen.report import TEMPLATE_FILTERS
from reportgen.word.workshop import labelled

SCORE_TABLE, _TOTAL = "评分表", "总分"
_BLANK_LINE = "＿＿＿＿＿＿＿＿"
_WRITTEN_LATER = frozenset(
    (
        "目标值",
        "实际值",
        "实际完成值",
        "完成率",
        "得分",
        "扣分",
        "得分率",
        "得分说明",
        "扣分说明",
        "偏差原因及改进措施",
        "佐证",
    )
)
_GIVEN_LATER = ("得分", "扣分", "得分率", "得分说明", "规则得分", "理由", "佐证", "状态")


class Blank(str):
    """Room to write by hand: whatever filter it goes through, it stays as it is."""

    __slots__ = ()


class BlankYear(int):
    """A year to be written by hand, which may still be counted with."""

    def __str__(self) -> str:
        return "　　　　"


def preview(pack: Pack) -> bytes:
    """A sample report with every block's name and every value's, for the template's editor.

    Every branch is shown, so the score table has its chosen columns, too: all that marks rest on.
    """
    full = switched(_voice(pack).full, TRACED, OVERALL)
    return labelled.preview(
        pack.template,
        search=pack.folders,
        filters=TEMPLATE_FILTERS,
        context=report.context(full),
    )


def score_table(pack: Pack) -> bytes:
    """The blank 评分表 as .docx, as the pack's report prints it."""
    return labelled.block(
        pack.template,
        SCORE_TABLE,
        search=pack.folders,
        filters={name: _passing(own) for name, own in TEMPLATE_FILTERS.items()},
        context=_blank(report.context(_voice(pack).full), _later(pack)),
    )


def blank_scores(pack: Pack) -> report.Group:
    """The 评分表 of `pack` before anything is scored, as a report would print it."""
    return report.Group(_emptied(report.scoretable(_voice(pack).full), _later(pack)))


def _later(pack: Pack) -> frozenset[str]:
    """The columns that a department fills, or that are filled when it is scored."""
    return _WRITTEN_LATER | {column.name for column in pack.info.columns if column.filled}


def _emptied(table: Mapping[str, Any], later: Collection[str]) -> dict[str, Any]:
    """A score table in chosen columns with room for what is written later."""
    rows = tuple({**row, "格": tuple(_without(cell, later) for cell in row["格"])} for row in table["行"])
    last = tuple(cell if _stays(cell) else {**cell, "文": Blank()} for cell in table["总分行"])
    return {**table, "行": rows, "总分行": last}


def _stays(cell: Mapping[str, Any]) -> bool:
    """Whether a cell of the last row says what is known before anything is scored."""
    return bool(cell["文"] == _TOTAL or cell["列"] == "分值")


def _without(cell: Mapping[str, Any], later: Collection[str]) -> Mapping[str, Any]:
    return {**cell, "文": Blank()} if cell["列"] in later else cell


def _voice(pack: Pack) -> Voice:
    return Voice(pack.name, pack.info, pack.framework, pack.formulas)


def _blank(context: Mapping[str, Any], later: Collection[str]) -> dict[str, Any]:
    """The context with room for what a department will write; `later` are the chosen columns that it fills."""
    table = _emptied(context[SCORE_TABLE], later)
    rows = tuple({**row, **dict.fromkeys(_GIVEN_LATER, Blank())} for row in table["行"])
    return {
        **context,
        "年度": BlankYear(context["年度"]),
        "部门": {**context["部门"], "全称": Blank(_BLANK_LINE)},
        SCORE_TABLE: {**table, "行": rows, "总分": Blank(), "等级": Blank()},
    }


def _passing(own: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that lets room to write by."""

    @wraps(own)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        return value if isinstance(value, Blank) else own(value, *args, **kwargs)

    return filtered
