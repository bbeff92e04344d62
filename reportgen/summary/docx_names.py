"""What 汇总.docx may name: the departments in their order, what goes wrong most often, who has to mend what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportgen.packs.pack import PackInfo
from reportgen.summary.common_problems import Trouble, troubles
from reportgen.summary.ranking import Ranked, Ranking, mean

MOST = 10  # problems that a report tells of one by one
_NAMED = 20  # departments that a sentence names


def context(standing: Ranking, info: PackInfo) -> dict[str, Any]:
    """The variables of the template, by their Chinese names."""
    rows, frequent = standing.rows, troubles(standing)[:MOST]
    totals = [row.total for row in rows]
    return {
        "年度": standing.gathered.year,
        "称谓": {field.alias: getattr(info.address, own) for own, field in type(info.address).fields_by_name.items()},
        "部门数": len(rows),
        "平均分": mean(totals),
        "最高": _row(rows[0]),
        "最低": _row(rows[-1]),
        "等级分布": [{"等级": grade, "部门数": number} for grade, number in _grades(rows)],
        "排名": [_row(row) for row in rows],
        "典型问题": [_trouble(trouble) for trouble in frequent],
        "人工评分": _by_hand(rows),
        "上年比较": _compared(rows),
        "未报": [{"名称": one.name, "情况": one.state} for one in standing.gathered.absent],
        "须重新生成": [{"名称": row.result.name, "原因": row.old} for row in rows if row.old],
    }


def _row(row: Ranked) -> dict[str, Any]:
    lost = [node for node in row.result.leaves if node.mark and node.mark.lost]
    lost.sort(key=lambda node: -(node.mark.lost or 0) if node.mark else 0)
    return {
        "位次": row.rank,
        "部门": row.result.name,
        "总分": row.total,
        "等级": row.result.whole.card.grade,
        "上年": row.before,
        "升降": row.change,
        "失分最多": lost[0].name if lost else None,
    }


def _grades(rows: Sequence[Ranked]) -> list[tuple[str, int]]:
    """Grades in the order in which they come down the ranks."""
    return list(Counter(row.result.whole.card.grade or "" for row in rows).items())


def _trouble(trouble: Trouble) -> dict[str, Any]:
    return {
        "指标": trouble.name,
        "部门数": len(trouble.cases),
        "占比": trouble.share,
        "扣分": trouble.lost,
        "部门": trouble.departments[:_NAMED],
        "标题": [{"内容": word.text, "部门数": len(word.names)} for word in trouble.titles],
        "原因": [str(word) for word in trouble.causes],
        "措施": [str(word) for word in trouble.measures],
    }


def _by_hand(rows: Sequence[Ranked]) -> dict[str, int]:
    marks = [len(row.result.manual) for row in rows]
    return {"部门数": sum(number > 0 for number in marks), "指标数": sum(marks)}


def _compared(rows: Sequence[Ranked]) -> dict[str, Any] | None:
    """How many rose and fell, of those with a result last year; None where nobody has one."""
    changes = [row.change for row in rows if row.change is not None]
    if not changes:
        return None
    return {
        "部门数": len(changes),
        "上升": sum(change > 0 for change in changes),
        "持平": sum(change == 0 for change in changes),
        "下降": sum(change < 0 for change in changes),
        "平均变化": sum(changes, Decimal(0)) / len(changes),
    }
