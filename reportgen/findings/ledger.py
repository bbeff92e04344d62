"""整改台账: the problems as the list by which rectification is followed up, one row for each measure.

Its columns are those that finance bureaus ask for when they send back an evaluation: the problem with the indicator
and the points that tell how grave it is, its cause, and for each measure who answers for it, by when, what comes out
of it, and how far it has come; the remark says which problems last year's report had too. A person's own 备注 in
整改.yaml is a note to colleagues and is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.findings.author import Measure
from reportgen.findings.finding import Finding
from reportgen.findings.followup import FollowUp, PastLoss
from reportgen.findings.rectification import Status

TITLE = "绩效评价问题整改台账"
_NONE = Measure(text="")


class LedgerRow(Record):
    """One measure, or a problem that has none yet; `first` is true on the first row of each problem.

    `number` counts the problems; `points` are the points lost under the problem (分), 0 for one that lost none.
    """

    number: int = named("序号", "问题的序号；同一问题的各条措施序号相同")
    first: Truth = named("首行", "是否同一问题的第一行，用于 {%合并 行.首行 %}")
    codes: tuple[str, ...] = listed("编号", "问题涉及的指标编号，逐项")
    names: tuple[str, ...] = listed("指标", "问题涉及的指标名称，逐项")
    problem: str = named("问题", "问题的标题")
    points: Number = named("扣分", "这个问题共扣的分；不扣分的问题为0", unit="分")
    cause: str | None = optional("原因", "问题的原因（整改.yaml）")
    measure: str | None = optional("整改措施", "一条整改措施；问题还没有措施时没有")
    owner: str | None = optional("责任科室", "这条措施的责任科室")
    due: str | None = optional("完成时限", "这条措施的完成时限")
    outcome: str | None = optional("预期成果", "这条措施的成果")
    state: Status | None = optional("整改状态", "未开始、整改中、已完成或长期坚持；没有填写的没有，附件里留空")
    progress: str | None = optional("完成情况", "已经做了什么、有何佐证")
    remark: str | None = optional("备注", "上年已扣分、本年仍未解决的，写明上年扣分和变化")


class Ledger(Record):
    """The list as a whole: its name, its rows, and how many problems, measures and lost points it holds."""

    name: str = named("名称", "台账的名称，如 2021年度绩效评价问题整改台账")
    rows: tuple[LedgerRow, ...] = listed("行", "台账的各行，每条措施一行")
    problems: int = named("问题数", "台账中问题的个数", unit="个", default=0)
    measures: int = named("措施数", "台账中整改措施的条数", unit="条", default=0)
    points: Number = named("扣分", "各问题扣分的合计", unit="分", default=Decimal(0))


def ledger(year: int, findings: Sequence[Finding], followup: FollowUp | None) -> Ledger:
    """The problems of `year` in the order of the report."""
    return Ledger(
        name=f"{year}年度{TITLE}",
        rows=tuple(row for number, found in enumerate(findings, 1) for row in _rows(number, found, followup)),
        problems=len(findings),
        measures=sum(len(found.measures) for found in findings),
        points=sum((found.points for found in findings), Decimal(0)),
    )


def _rows(number: int, found: Finding, followup: FollowUp | None) -> Iterator[LedgerRow]:
    for i, measure in enumerate(found.measures or (_NONE,)):
        yield LedgerRow(
            number=number,
            first=i == 0,
            codes=found.codes,
            names=found.names,
            problem=found.title,
            points=found.points,
            cause=found.cause,
            measure=measure.text or None,
            owner=measure.owner,
            due=measure.due,
            outcome=measure.outcome,
            state=measure.state,
            progress=measure.progress,
            remark=_recurring(found, followup),
        )


def _recurring(found: Finding, followup: FollowUp | None) -> str | None:
    """Which indicators of the problem lost points last year too, and by how much."""
    past = [(p.office or "", x) for p in followup.problems for x in p.losses] if followup else []
    again = [(office, x) for office, x in past if x.now and x.code in found.codes]
    return "；".join(office + _again(x, named=len(found.codes) > 1) for office, x in again) or None


def _again(loss: PastLoss, *, named: bool) -> str:
    before, trend = chinese.points(loss.before), f"，{loss.trend.value}" if loss.trend else ""
    return f"{f'“{loss.name}”' if named else ''}上年扣{before}分，仍未解决{trend}"
