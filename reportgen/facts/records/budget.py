"""The money of the year: 预算, 专项资金, 三公 and 季度, in 万元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any

from reportgen import chinese
from reportgen.facts.records.notation import Converted, Within
from reportgen.facts.records.quantity import Amount, Ratio, Share, Text, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.records.telling import Wrong, seen
from reportgen.facts.source import QUARTERS
from reportgen.patterns import regex

Progress = Annotated[Ratio, Within(ge=0)]


class BudgetLine(Record):
    """One kind of spending at the three moments of a year."""

    initial: Amount | None = optional("年初", "年初批复的部门预算数")
    adjusted: Amount | None = optional("调整后", "年中调整、调剂后的全年预算数（年度总指标）")
    spent: Amount | None = optional("支出", "全年实际支出（决算数）")


class Retired(Record):
    """离退休: what pensions cost, and where the department counts them."""

    initial: Amount | None = optional("年初", "年初预算中的离退休人员支出")
    adjusted: Amount | None = optional("调整后", "调整后预算中的离退休人员支出，单列时填")
    spent: Amount | None = optional("支出", "离退休人员支出决算数，单列时填")
    within_personnel: Truth | None = optional("含在人员经费内", "是则不另加，否则另加")
    within_subsidies: Truth | None = optional(
        "含在补助内", "已含在对个人和家庭的补助内的填是；填了补助而不填此项，按是"
    )


class IncomeLine(Record):
    """One kind of income."""

    name: Text = named("名称", "收入项目，如 一般公共预算财政拨款收入")
    initial: Amount | None = optional("年初", "年初预算数")
    final: Amount | None = optional("决算", "全年收入决算数")


class Income(Record):
    """Income, in total and by kind."""

    initial: Amount | None = optional("年初", "年初预算收入合计；列了明细时可不填")
    final: Amount | None = optional("决算", "全年收入决算合计；列了明细时可不填")
    lines: tuple[IncomeLine, ...] = listed("明细", "按收入项目列出")


class LastYear(Record):
    """The budget of the year before, for comparison."""

    income: Amount | None = optional("收入", "上年年初预算收入，与当年年初比较")
    spending: Amount | None = optional("支出", "上年年初预算支出，与当年年初比较")


class CarryOver(Record):
    """结转结余 at the year's beginning and end."""

    initial: Amount | None = optional("年初", "年初财政拨款结转和结余，没有填 0")
    final: Amount | None = optional("年末", "年末财政拨款结转和结余，没有填 0")
    last_final: Amount | None = optional("上年年末", "上年年末财政拨款结转和结余")


class Funding(Record):
    """Where the money comes from."""

    general: Amount | None = optional("一般公共预算", "一般公共预算拨款")
    fund: Amount | None = optional("政府性基金", "政府性基金预算拨款")
    special_account: Amount | None = optional("专户非税收入", "纳入专户管理的非税收入")
    other: Amount | None = optional("其他资金", "其他资金")


class BudgetItem(Record):
    """One line of the approved budget."""

    category: Text | None = optional("分类", "项目分类")
    name: Text = named("名称", "预算项目名称")
    approved: Amount | None = optional("批复数", "年初批复数")


class PayItem(Record):
    """One kind of personnel spending."""

    name: Text = named("名称", "如 工资福利支出")
    amount: Amount | None = optional("金额", "全年支出")


class Budget(Record):
    """预算: kinds of spending × 年初, 调整后, 支出, and what belongs to them."""

    personnel: BudgetLine | None = optional("人员经费", "人员经费（工资福利等）")
    running: BudgetLine | None = optional("日常公用经费", "日常公用经费（商品和服务支出）")
    subsidies: BudgetLine | None = optional("对个人和家庭的补助", "单独核算时填；已含在人员经费内的空着")
    basic: BudgetLine | None = optional("基本支出", "基本支出合计，不填时由分项相加")
    projects: BudgetLine | None = optional("项目支出", "项目支出合计")
    total: BudgetLine | None = optional("合计", "基本支出与项目支出之和，不填时自动相加")
    retired: Retired | None = optional("离退休", "离退休人员支出及其口径")
    income: Income | None = optional("收入", "预算收入与决算收入")
    last_year: LastYear | None = optional("上年", "上年预算，用于计算增减")
    carry_over: CarryOver | None = optional("结转结余", "财政拨款结转和结余")
    fiscal_share: Share | None = optional("财政资金比例", "财政资金占部门预算（年初）的比例")
    funding: Funding | None = optional("资金来源", "项目支出按资金来源列出；按调整后的预算数")
    items: tuple[BudgetItem, ...] = listed("明细", "预算批复明细")
    pay_items: tuple[PayItem, ...] = listed("人员经费明细", "人员经费支出的构成")


class SpecialFund(Record):
    """专项资金 as a whole."""

    initial: Amount | None = optional("年初", "年初下达的总指标")
    reduced: Amount | None = optional("调减", "年中调减数，没有填 0")
    total: Amount | None = optional("总指标", "年度总指标，不填时为年初减调减")
    spent: Amount | None = optional("支出", "全年支出")


class PlanAndActual(Record):
    """A budgeted amount and what was spent of it."""

    budget: Amount | None = optional("预算", "年初预算数，没有填 0")
    actual: Amount | None = optional("决算", "决算数（实际支出），没有填 0")


class ThreePublic(Record):
    """三公经费 by kind and in total."""

    abroad: PlanAndActual | None = optional("因公出国境", "因公出国（境）费")
    cars: PlanAndActual | None = optional("公务用车", "公务用车购置及运行维护费")
    reception: PlanAndActual | None = optional("公务接待", "公务接待费")
    total: PlanAndActual | None = optional("合计", "三项之和，不填时自动相加")


_LABEL = regex(r"^第?[一二三四1-4]季度末?[:：]?\s*(?=\d)")


def _four(data: Any) -> list[str]:
    """The four numbers that a text or a list says, also where commas of thousands or full-width ones cut it wrongly."""
    from reportgen.facts.typed import lists  # noqa: PLC0415

    found = lists.numbers(data if isinstance(data, str) else ",".join(map(str, data)))
    if len(found) == 2 * len(QUARTERS) and found[::2] == ["1", "2", "3", "4"]:
        found = found[1::2]  # numbered: 1. 14210.33 2. 31875.90 …
    return found if len(found) == len(QUARTERS) else []


def _bare(item: Any) -> Any:
    """One of four values without the quarter's name: 一季度14210.33, {一季度: 14210.33}."""
    if isinstance(item, dict) and len(item) == 1 and next(iter(_named(item))) in QUARTERS:
        return next(iter(item.values()))
    return _LABEL.sub("", item) if isinstance(item, str) else item


def _named(data: dict[Any, Any]) -> dict[Any, Any]:
    """The quarters by their own names, where they are called 第一季度, 1季度 or 1."""
    from reportgen.facts.typed import ticks  # noqa: PLC0415

    numbers = {key: ticks.number(str(key).removesuffix("末").removesuffix("季度").removesuffix("季")) for key in data}
    known = {str(n): name for n, name in enumerate(QUARTERS, 1)}
    return {known.get(numbers[key], key): value for key, value in data.items()}


class Quarterly(Record):
    """Four values, one for each quarter, written as a list of four (or by the quarters' names)."""

    @classmethod
    def arranged(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return data if data.keys() <= set(QUARTERS) else _named(data)
        if isinstance(data, list | tuple) and len(data) == len(QUARTERS):
            return dict(zip(QUARTERS, map(_bare, data), strict=True))
        if not isinstance(data, str | list | tuple) or not (four := _four(data)):
            count = f"，实有 {len(data)} 个" if isinstance(data, list | tuple) else f"，看到的是{seen(data)}"
            raise Wrong(f"应有四个季度的数{count}", "按一至四季度依次填写四个数：[一季度, 二季度, 三季度, 四季度]")
        written = f"[{', '.join(four)}]"
        return Converted(
            dict(zip(QUARTERS, four, strict=True)), f"按 {written} 读入", f"请核对；数里不写千分位，写作 {written}"
        )

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The four values in order."""
        return tuple(getattr(self, name) for name in type(self).fields_by_name)

    def say(self, value: Decimal) -> str:
        """One of the values as it is shown."""
        return chinese.percent(value) if isinstance(self, QuarterRatios) else chinese.number(value)


class QuarterTotals(Quarterly):
    """The year's target as it stood in each quarter, in 万元."""

    q1: Amount = named("一季度", "一季度末的年度总指标")
    q2: Amount = named("二季度", "二季度末的年度总指标")
    q3: Amount = named("三季度", "三季度末的年度总指标")
    q4: Amount = named("四季度", "四季度末的年度总指标")


class QuarterAmounts(Quarterly):
    """Spending up to the end of each quarter, in 万元."""

    q1: Amount = named("一季度", "年初至一季度末的支出")
    q2: Amount = named("二季度", "年初至二季度末的支出")
    q3: Amount = named("三季度", "年初至三季度末的支出")
    q4: Amount = named("四季度", "全年支出")


class QuarterRatios(Quarterly):
    """Spending up to the end of each quarter ÷ the year's target."""

    q1: Progress = named("一季度", "一季度末的累计支出进度（累计支出 ÷ 年度总指标），不是当季执行率")
    q2: Progress = named("二季度", "二季度末的累计支出进度（累计支出 ÷ 年度总指标），不是当季执行率")
    q3: Progress = named("三季度", "三季度末的累计支出进度（累计支出 ÷ 年度总指标），不是当季执行率")
    q4: Progress = named("四季度", "全年支出进度（全年支出 ÷ 年度总指标）")


class Quarters(Record):
    """季度: spending over the year, as amounts or as progress."""

    spent: QuarterAmounts | None = optional("累计支出", "各季度末的累计支出，四个数，不是当季数")
    progress: QuarterRatios | None = optional(
        "累计进度", "各季度末累计支出 ÷ 年度总指标，不是当季执行率；填了累计支出和指标总额的空着"
    )
    target: QuarterTotals | None = optional("指标总额", "各季度的年度总指标，不填时用 预算.合计.调整后")

    @classmethod
    def compared(cls, given: Mapping[str, Any]) -> Iterator[tuple[str, Wrong]]:
        """Cumulative values cannot fall; progress may where it follows from spending and targets that were raised."""
        spent, progress = _falling(given.get("spent")), _falling(given.get("progress"))
        if spent:
            yield "spent", spent
        if progress and (spent or not given.get("spent")):
            yield "progress", progress


def _falling(given: Quarterly | None) -> Wrong | None:
    if given is None:
        return None
    for name, before, value in zip(QUARTERS[1:], given.values, given.values[1:], strict=False):
        if value < before:
            message = f"应为累计数，{name}的 {given.say(value)} 却小于上一季度的 {given.say(before)}"
            return Wrong(message, "请填年初至该季度末的累计数")
    return None
