"""Made-up departments on which a 汇总.docx is tried: with everything that may be there, and with nothing of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from reportgen.summary.gathering import Absent, Gathered
from reportgen.summary.ranking import Ranking, standing
from reportgen.summary.result_file import Card, Finding, Given, Loss, Mark, Measure, Node, OfficeName, Result, Whole

_YEAR, _PACK, _FULL = 2021, "base", Decimal(100)


def trials() -> tuple[Ranking, Ranking]:
    """Two summaries: of departments that lost points, with last year and absent ones; and of one that lost none."""
    whole = (_result("甲局", Decimal("88.50")), _result("乙局", Decimal(90)))
    before = {"甲局": _result("甲局", Decimal(90)), "乙局": _result("乙局", Decimal(85))}
    full = Gathered(_YEAR, whole, before, (Absent("丙局", "未生成"),), {}, {whole[0].path: "未生成"})
    bare = Gathered(_YEAR, (_result("甲局", _FULL),), {}, (), {}, {})
    return standing(full, {}), standing(bare, {})


def _result(name: str, total: Decimal) -> Result:
    lost = _FULL - total
    node = Node(code="A1", name="预算执行率", level=1, full=_FULL, points=total, mark=Mark(points=total, lost=lost))
    grade = "优" if total == _FULL else "良"
    whole = Whole(
        version=1,
        pack=_PACK,
        given=Given(year=_YEAR, office=OfficeName(name=name)),
        card=Card(nodes=(node,), full=_FULL, total=total, grade=grade),
        findings=(_finding(lost),) if lost else (),
    )
    return Result(Path(name), whole)


def _finding(lost: Decimal) -> Finding:
    measures = (Measure(text="每季度核对一次支出进度。"),)
    losses = (Loss(code="A1", name="预算执行率", lost=lost),)
    return Finding(
        codes=("A1",),
        names=("预算执行率",),
        title="预算执行偏慢",
        lost=lost,
        losses=losses,
        cause="项目启动较晚。",
        measures=measures,
    )
