"""得分 and what is known about it: states, gaps, outcomes of rules, marks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Record, listed, mapped, named, optional
from reportgen.scoring.shares import shared
from reportgen.values import Frozen, replace

REASON_LACKS = "请补上“理由:”"  # the advice where an answer stands and only the reason for it does not


class State(StrEnum):
    """What a mark is: given, not applicable, waiting for a person, or lacking data."""

    DONE = "已评"
    NOT_APPLICABLE = "不适用"
    JUDGE = "待人工评定"
    MISSING = "缺数据"


class Ground(StrEnum):
    """评分情形: what a mark rests on, and so what a sentence about it may claim.

    无此事项 is for what there is none of (no project, no petition): its points say nothing of how things went.
    """

    RULE = "按规则"
    MANUAL = "人工评分"
    NOT_APPLICABLE = "不适用"
    EXEMPT = "免评"
    NOTHING = "无此事项"
    VETO = "否决"


class Gap(Record):
    """失分点: one thing that fell short: the standard missed, what was there, and the points it cost."""

    code: str = named("编号", "指标或其一部分的编号，如 B12.2")
    content: str = named("内容", "哪一点没有做到")
    points: Number = named("扣分", "这一点扣的分", unit="分")
    full: Number = named("分值", "这一部分的分值", unit="分")
    standard: str = named("标准", "没有达到的标准", default="")
    actual: str = named("实际", "实际情况", default="")
    direction: str = named("方向", "偏高、偏低、不足或空", default="")
    key: str = named("键", "要点或档次的键", default="")
    kind: str = named("类型", "评分规则的类型", default="")


class Flaw(Struct, frozen=True):
    """A person's answer that cannot stand, or (not grave) changes nothing: which field of which code, and why."""

    code: str
    field: str
    message: str
    hint: str = ""
    grave: bool = True


class Override(Struct, frozen=True):
    """A score that a person gave where the rule gives another, or none."""

    code: str
    name: str
    points: Decimal
    rule_points: Decimal | None
    reason: str


class Outcome(Frozen):
    """What a rule gives: exact points (None where it cannot tell), how, and where points were lost."""

    state: State
    points: Decimal | None
    explanation: str
    gaps: tuple[Gap, ...] = ()
    used: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    rule_points: Decimal | None = None
    overrides: tuple[Override, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    ground: Ground = Ground.RULE
    dropped: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    target: str = ""
    actual: str = ""
    completion: str = ""

    @property
    def by_rule(self) -> Decimal | None:
        """The points that the rules alone give."""
        return self.rule_points if self.overrides else self.points

    def with_code(self, code: str) -> Outcome:
        """The same, its own gaps under `code`."""
        return replace(self, gaps=tuple(g if g.code else replace(g, code=code) for g in self.gaps))


class Piece(Struct, frozen=True):
    """A part of a composite as it was judged, before what does not apply is settled."""

    code: str
    name: str
    full: Decimal
    kind: str
    reason: str | None
    outcome: Outcome


class Scored(Record):
    """What is known of the points of an indicator or of one part of it, and what they rest on.

    `dropped` are the items of a checklist that do not apply.
    """

    code: str = named("编号", "指标或其一部分的编号，如 B42、B12.2")
    name: str = named("名称", "指标或其一部分的名称")
    full: Number = named("分值", "指标的分值", unit="分")
    points: Number | None = optional("得分", "指标的得分；不适用而剔除换算的没有", unit="分")
    lost: Number | None = optional("扣分", "指标扣的分；不适用而剔除换算的没有", unit="分")
    ground: Ground = named(
        "评分情形", "得分的来历：按规则、人工评分、不适用、免评、无此事项或否决", default=Ground.RULE
    )
    rule_points: Number | None = optional("规则得分", "按规则算出的分（人工评分时）", unit="分")
    explanation: str = named("得分说明", "得分怎样来的，数字已代入")
    reason: str | None = optional("理由", "人工评定或扣分的理由")
    dropped: tuple[str, ...] = listed("不适用项", "不适用的要点，逐项")
    gaps: tuple[Gap, ...] = listed("失分点", "失分的各点，逐行")
    used: tuple[str, ...] = listed("所用", "用到的数的名称，逐项")
    kind: str = named("类型", "评分规则的类型")
    target: str = named("目标值", "得满分要达到的标准", default="")
    actual: str = named("实际值", "评分所依据的实际情况", default="")
    completion: str = named("完成率", "实际值与目标值之比；不能比的没有", default="")


class Mark(Scored):
    """One indicator's mark: points, state, how it came about, by which standard, on what basis, with which gaps."""

    parent: str | None = optional("上级", "上级指标的编号")
    rate: Number | None = optional("得分率", "得分 ÷ 分值", unit="%")
    state: State = named("状态", "已评、不适用、待人工评定或缺数据")
    manual: bool = named("人工评分", "得分是否由人评定", unit="是/否", default=False)
    standard: str = named("评分标准", "评分标准，由规则生成或照官方文字")
    basis: str | None = optional("依据", "评分依据")
    evidence: tuple[str, ...] = listed("佐证", "佐证材料，逐项")
    asked: tuple[str, ...] = listed("待填", "还须填写的资料，逐项")
    parts: tuple[Scored, ...] = listed("部分", "组合类指标的各部分，逐行")
    columns: dict[str, str] = mapped("列", "评分表自设的列的内容，按列名")
    own: Truth = named("自设", "是否部门自设的指标（上级指标的列表里的一行）", unit="是/否", default=False)

    @property
    def pending(self) -> bool:
        """Whether the mark still waits for facts or for a person."""
        return self.state in (State.JUDGE, State.MISSING)


def settle(gaps: Iterable[Gap], lost: Decimal) -> tuple[Gap, ...]:
    """`gaps`, whose exact points add up to what `lost` was rounded from, in cents that add up to `lost`."""
    short = [g for g in gaps if g.points > 0 and lost > 0]
    cents = shared([g.points for g in short], lost)
    return tuple(replace(g, points=c) for g, c in zip(short, cents, strict=True) if c)
