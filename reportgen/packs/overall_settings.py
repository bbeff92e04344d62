"""部门自评表: how a pack wants the form of the whole department laid out. Pack data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error
from reportgen.facts.records.budget import Budget, BudgetLine
from reportgen.facts.records.declared import Declarations
from reportgen.facts.records.dossier import Narrative
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import Record, listed, mapped, named, optional, records
from reportgen.facts.source import Source
from reportgen.packs import table_columns
from reportgen.packs.table_columns import NAMES, POINTS, REACHED, ScoreColumn
from reportgen.scoring.framework import Framework

OVERALL = "部门自评表"  # the settings in pack.yaml, the switch, and the variable
NARRATIVE, DECLARED = "叙述", "补充"
_PROSE = ("叙述", "文字")  # what may be declared as a goal
_NONE = "无"
_MONEY = {"基本支出": "预算.基本支出", "项目支出": "预算.项目支出"}
_AMOUNTS = tuple(field.alias for field in BudgetLine.fields_by_name.values())  # 年初, 调整后, 支出
_USUAL = (
    ScoreColumn(name=NAMES, width=Decimal(7)),
    ScoreColumn(name="目标值", heading="年度指标值", width=Decimal(9)),
    ScoreColumn(name=REACHED, width=Decimal(9)),
    ScoreColumn(name="分值"),
    ScoreColumn(name=POINTS),
    ScoreColumn(name="偏差原因及改进措施", heading="偏差原因分析及改进措施", width=Decimal(22)),
)


class OverallSettings(Record):
    """部门自评表 of pack.yaml: its name, which indicator is scored beside the money, its goals, its columns."""

    title: Text = named("名称", "表的名称", default="部门整体支出绩效自评表")
    execution: Text | None = optional(
        "预算执行指标", "在资金一栏计分的指标，写编号；不写或写“无”的，资金一栏不计分，各指标都列在下面"
    )
    money: dict[str, Text] = mapped(
        "资金",
        "年度资金总额下面的各行，按名称：取哪一组数（年初、调整后、支出），预算的一行如 预算.项目支出，"
        "或补充资料里申报的一组如 补充.政府性基金；不写的列基本支出和项目支出",
    )
    expected: Text = named("预期目标", "年度总体目标的“预期目标”取哪一段文字", default="叙述.履职目标")
    actual: Text = named("实际完成情况", "年度总体目标的“实际完成情况”取哪一段文字", default="叙述.履职情况")
    columns: tuple[ScoreColumn, ...] = listed("列", "绩效指标的各列，写法同“评分表列”；不写的用财政部项目自评表的各列")

    @property
    def shown(self) -> tuple[ScoreColumn, ...]:
        """The columns of the indicators."""
        return self.columns or _USUAL

    @property
    def lines(self) -> Mapping[str, str]:
        """The rows of money under the total, each with the group of amounts that it shows."""
        return self.money or _MONEY

    @property
    def lifted(self) -> str | None:
        """The 编号 of the indicator that is scored beside the money; None where none is."""
        return None if self.execution == _NONE else self.execution


def faults(
    settings: OverallSettings, framework: Framework, declared: Declarations, source: Source
) -> Iterator[Diagnostic]:
    """What is wrong with 部门自评表 of `source` (pack.yaml), for `framework` and what the pack has `declared`."""
    code = settings.lifted
    at = source.position((OVERALL, "预算执行指标"))
    indicator = framework.indicators.get(code) if code else None
    if code and indicator is None:
        advice = "请写一个指标的编号；资金一栏不计分的写“无”"
        yield error(
            "overall-form", f"没有编号为“{code}”的指标", did_you_mean(code, [*framework.indicators]) or advice, at
        )
    elif indicator and not indicator.rule:
        yield error("overall-form", f"“{indicator.name}”（{code}）是合计，不能在资金一栏计分", "请写下级指标的编号", at)
    for name, group in settings.money.items():
        yield from _unknown_amounts(group, declared, source.position((OVERALL, "资金", name)))
    for field, name in (("预期目标", settings.expected), ("实际完成情况", settings.actual)):
        yield from _unknown_text(name, declared, source.position((OVERALL, field)))
    depth = max((level for _, _, level in framework.tree()), default=0)
    path = (OVERALL, "列")
    yield from table_columns.faults(settings.columns, framework.own_columns(), depth, source, path)


def _unknown_amounts(group: str, declared: Declarations, at: Position) -> Iterator[Diagnostic]:
    """A row of money that takes neither a line of the budget nor three amounts that the pack declares."""
    lines = [f.alias for f in Budget.fields_by_name.values() if BudgetLine in records(f.annotation)]
    amounts = {name for name, one in declared.items() if one.kind == "数" and one.unit == "万元"}
    groups = dict.fromkeys(name.rpartition(".")[0] for name in amounts)
    own = [name for name in groups if amounts.issuperset(f"{name}.{column}" for column in _AMOUNTS)]
    known = [*(f"预算.{line}" for line in lines), *(f"{DECLARED}.{name}" for name in own)]
    if group not in known:
        bare = group.removeprefix(f"{DECLARED}.")
        lacking = "、".join(f"{bare}.{column}" for column in _AMOUNTS)
        advice = f"请在“补充资料”里申报 {lacking}（类型: 数, 单位: 万元）"
        if not group.startswith(f"{DECLARED}."):
            advice = did_you_mean(group, known) or "请写预算的一行，如 预算.项目支出，或补充资料里申报的一组"
        yield error("overall-form", f"没有“{group}”这一组数（{'、'.join(_AMOUNTS)}）", advice, at)


def _unknown_text(name: str, declared: Declarations, at: Position) -> Iterator[Diagnostic]:
    """A goal that is neither one of 叙述 nor a text that the pack declares."""
    own = [f"{DECLARED}.{key}" for key, one in declared.items() if one.kind in _PROSE]
    known = [*(f"{NARRATIVE}.{field.alias}" for field in Narrative.fields_by_name.values()), *own]
    if name not in known:
        advice = did_you_mean(name, known) or "请写“叙述.”下的一段，或“补充资料”里申报的叙述，如 补充.年度总体目标"
        yield error("overall-form", f"没有“{name}”这段文字", advice, at)
