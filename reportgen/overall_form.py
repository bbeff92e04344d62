"""部门整体支出绩效自评表: the form of the whole department, from the same evaluation as the report.

The money with 执行率, the year's goals, the indicators with their marks in the columns that the pack chose. The one
that the pack scores beside the money (预算执行指标) is not listed again, so that all points add up to 总分.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportgen.chinese import money
from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.evaluation import Evaluation
from reportgen.exhibits.scoretable import ScoreTable, scoretable
from reportgen.facts.narrative import Block, Paragraph, blocks, plain
from reportgen.facts.records import quantity
from reportgen.facts.records.budget import BudgetLine
from reportgen.facts.records.dossier import Cover
from reportgen.facts.records.fields import again
from reportgen.facts.records.quantity import Date, Number, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.relations import HALF
from reportgen.facts.source import Source
from reportgen.packs.overall_settings import OVERALL, OverallSettings
from reportgen.projects.project_sheet import SheetMoney, share
from reportgen.score_cells import ColumnHead, ScoreCell, deviation, in_columns
from reportgen.scoring.mark import Ground, Mark
from reportgen.scoring.scorecard import Node, Scorecard
from reportgen.values import replace

FILE = "部门自评表.docx"  # what it is printed with
_TOTAL, _WHOLE = "年度资金总额", "预算.合计"


class OverallRow(Record):
    """An indicator in the columns of the form."""

    cells: tuple[ScoreCell, ...] = listed("格", "这一行的单元格")


class OverallForm(Record):
    """The form as it is printed."""

    title: str = named("名称", "表的名称，如 2021年度部门整体支出绩效自评表", default="")
    number: int = named("附件号", "是报告的第几个附件；不作附件的是 0", default=0)
    head: str | None = again(Cover, "head")
    author: str | None = again(Cover, "author")
    telephone: str | None = again(Cover, "telephone")
    date: Date | None = again(Cover, "date")
    money: tuple[SheetMoney, ...] = listed("资金", "年度资金总额，其中基本支出、项目支出或套件所列的来源，逐行")
    scored: Truth = named("资金计分", "资金一栏是否计分", default=False)
    full: Number | None = optional("预算执行分值", "在资金一栏计分的指标的分值", unit="分")
    points: Number | None = optional("预算执行得分", "在资金一栏计分的指标的得分", unit="分")
    indicator: str = named("预算执行指标", "在资金一栏计分的指标的名称", default="")
    deviation: str = named("预算执行偏差", "它的偏差原因及改进措施，没有扣分的没有", default="")
    expected: str | None = optional("预期目标", "年度总体目标：预期目标")
    actual: str | None = optional("实际完成情况", "年度总体目标：实际完成情况")
    heads: tuple[ColumnHead, ...] = listed("列", "绩效指标的各列")
    rows: tuple[OverallRow, ...] = listed("行", "各指标，逐行")
    last: tuple[ScoreCell, ...] = listed("总分行", "最后一行的单元格")


def overall_form(evaluation: Evaluation) -> OverallForm:
    """The form of the department of `evaluation`."""
    settings, cover = evaluation.words.overall, evaluation.department.cover or Cover()
    mark = _lifted(evaluation)
    table = in_columns(evaluation, settings.shown, _rest(evaluation.scorecard, mark))
    finding = next((one for one in evaluation.findings if mark and mark.code in one.codes), None)
    return OverallForm(
        title=f"{evaluation.department.year}年度{settings.title}",
        head=cover.head,
        author=cover.author,
        telephone=cover.telephone,
        date=cover.date,
        money=tuple(_money(evaluation)),
        scored=mark is not None,
        full=mark.full if mark else None,
        points=mark.points if mark else None,
        indicator=mark.name if mark else "",
        deviation=deviation(mark, finding, draft=evaluation.draft) if mark else "",
        expected=_text(evaluation, settings.expected),
        actual=_text(evaluation, settings.actual),
        heads=table.heads,
        rows=tuple(OverallRow(cells=cells) for cells in table.rows),
        last=table.total,
    )


def taken(settings: OverallSettings) -> Iterator[str]:
    """The names of what the form prints of a department, beside its marks."""
    yield from (settings.expected, settings.actual)
    yield from (f"封面.{field.alias}" for field in Cover.fields_by_name.values())
    groups = (_WHOLE, *settings.lines.values())
    yield from (f"{group}.{field.alias}" for group in groups for field in BudgetLine.fields_by_name.values())


def faults(evaluation: Evaluation, source: Source) -> Iterator[Diagnostic]:
    """What the form lacks of `source` (dept.yaml), and a rate of execution that is not the one its points are for."""
    settings = evaluation.words.overall
    for field, name in (("预期目标", settings.expected), ("实际完成情况", settings.actual)):
        if not _text(evaluation, name):
            message = f"《{settings.title}》的“{field}”没有文字：“{name}”没有填"
            at = source.position(tuple(name.split(".")), key=True)
            say = warning if evaluation.draft else error
            told = say("overall-form", message, f"请填写“{name}”；用别的一段的，在套件的“{OVERALL}”里改“{field}”", at)
            yield replace(told, where=name)
    yield from _not_the_whole(evaluation, source)
    mark, rate = _lifted(evaluation), next(_money(evaluation)).rate
    if mark and rate is not None and mark.ground is Ground.RULE and not mark.pending:
        used = (evaluation.figures[name].value for name in mark.used if name in evaluation.figures)
        if rate not in used:
            message = f"《{settings.title}》资金一栏的执行率是全年执行数 ÷ 全年预算数，“{mark.name}”计分用的是别的数"
            hint = f"{mark.explanation}不想这样列的，请在套件的“{OVERALL}”里改“预算执行指标”，或写“无”"
            yield warning("overall-form", message, hint)


def _not_the_whole(evaluation: Evaluation, source: Source) -> Iterator[Diagnostic]:
    """Rows of money that the pack chose and that do not add up to the total, column by column."""
    settings = evaluation.words.overall
    whole, *parts = _money(evaluation)
    for own, field in SheetMoney.fields_by_name.items() if settings.money else ():
        amounts = [getattr(part, own) for part in parts] if field.unit == "万元" else []
        total = getattr(whole, own)
        if total is None or not amounts or None in amounts or abs(sum(amounts) - total) <= HALF * len(amounts):
            continue
        message = f"《{settings.title}》的“{field.alias}”各行合计 {money(sum(amounts))}，年度资金总额是 {money(total)}"
        at = source.position(tuple(next(iter(settings.money.values())).split(".")), key=True)
        yield warning("overall-form", message, f"请核对 {'、'.join(settings.money.values())}", at)


def _lifted(evaluation: Evaluation) -> Mark | None:
    """The mark that stands beside the money."""
    code = evaluation.words.overall.lifted
    return next((node.mark for node in evaluation.scorecard.nodes if node.mark and node.code == code), None)


def _rest(card: Scorecard, lifted: Mark | None) -> ScoreTable:
    """The rows of `card` without the mark that stands beside the money, whose weight no group counts either."""
    if lifted is None:
        return scoretable(card)
    parents = {node.code: node.parent for node in card.nodes}
    above, code = set[str](), parents.get(lifted.code)
    while code and code not in above:
        above.add(code)
        code = parents.get(code)
    nodes = (_without(node, lifted.full) if node.code in above else node for node in card.nodes)
    return scoretable(replace(card, nodes=tuple(node for node in nodes if node.code != lifted.code)))


def _without(node: Node, weight: Decimal) -> Node:
    return replace(node, full=node.full - weight)


def _money(evaluation: Evaluation) -> Iterator[SheetMoney]:
    """The total, then the rows of the pack (usually basic and project spending) where anything is given of them."""
    yield _line(evaluation, _TOTAL, _amounts(evaluation, _WHOLE))
    lines = evaluation.words.overall.lines.items()
    given = [(name, line) for name, group in lines if (line := _amounts(evaluation, group))]
    for number, (name, line) in enumerate(given):
        yield _line(evaluation, name if number else f"其中：{name}", line)


def _amounts(evaluation: Evaluation, group: str) -> BudgetLine | None:
    """The three amounts of a line of the budget, or of a group that the pack declares; None where it has none."""
    found = _named(evaluation, group)
    if found is None or isinstance(found, BudgetLine):
        return found
    amounts = {own: quantity.parse(_inside(found, field.alias)) for own, field in BudgetLine.fields_by_name.items()}
    return BudgetLine(**amounts) if any(amount is not None for amount in amounts.values()) else None


def _line(evaluation: Evaluation, name: str, line: BudgetLine | None) -> SheetMoney:
    """A row whose rate is told from what the figure of that value is compared with: 89.996% is not printed as 90%."""
    line, card = line or BudgetLine(), evaluation.scorecard
    rate = share(line.spent, line.adjusted)
    compared = [own for own, figure in evaluation.figures.items() if figure.value == rate and own in card.limits]
    if rate is not None and compared:
        rate = card.measured(compared[0], rate)
    return SheetMoney(name=name, initial=line.initial, budget=line.adjusted, spent=line.spent, rate=rate)


def _text(evaluation: Evaluation, name: str) -> str | None:
    """A text of the department's, one line for each paragraph of it."""
    found = _named(evaluation, name)
    return "\n".join(map(_words, blocks(found))) or None if isinstance(found, str) else None


def _named(evaluation: Evaluation, name: str) -> Any:
    """What stands under a dotted name in what the department gave."""
    found: Any = evaluation.department
    for part in name.split("."):
        found = _inside(found, part)
    return found


def _inside(found: Any, part: str) -> Any:
    """What stands under the Chinese name `part`."""
    if isinstance(found, Record):
        fields = type(found).fields_by_name.items()
        return next((getattr(found, own) for own, field in fields if field.alias == part), None)
    return found.get(part) if isinstance(found, dict) else None


def _words(block: Block) -> str:
    """A paragraph with its number, or the rows of a table, as plain lines."""
    if isinstance(block, Paragraph):
        number = "" if block.ordinal is None else f"{block.ordinal}. "
        return f"{number}{plain(block.spans)}"
    return "\n".join("　".join(filter(None, map(plain, row))) for row in (block.header, *block.rows))
