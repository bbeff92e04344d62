"""What every variable of a Word template means: beside the department's own fields and the tables of amounts, these."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from reportgen.exhibits import Amounts
from reportgen.exhibits.scoretable import Level
from reportgen.facts.department import Department
from reportgen.facts.records import quantity
from reportgen.facts.records.fields import entries
from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Field, Record, listed, mapped, named, optional, records
from reportgen.findings.findings import Finding
from reportgen.findings.followup import FollowUp
from reportgen.findings.ledger import Ledger
from reportgen.packs.pack import GROUPED, GROUPED_MEANS, Address, PackInfo
from reportgen.scoring.mark import Mark
from reportgen.scoring.scorecard import Node
from reportgen.scoring.totals import Loss
from reportgen.values import Frozen


class ToldMark(Mark):
    """A mark with the sentence about it."""

    remark: str = named("评语", "关于这个指标的一句话，随得分而定")


class ScoreLine(Mark):
    """A row of the score table: the mark and the cells before it."""

    levels: tuple[Level, ...] = listed("级", "各级指标的单元格")
    description: str = named("说明", "指标说明", default="")


class ScoreSheet(Record):
    """The score table with its marks and totals."""

    framework: str = named("框架名称", "指标体系的名称")
    depth: int = named("级数", "指标体系有几级")
    titles: tuple[str, ...] = listed("级名", "各级的名称：一级指标、二级指标…")
    top: tuple[Node, ...] = listed("一级", "一级指标，逐行")
    losses: tuple[Loss, ...] = listed("失分", "总分里失分的各指标，逐行")
    rows: tuple[ScoreLine, ...] = listed("行", "各行，每个有得分的指标一行")
    full: Number = named("满分", "满分", unit="分")
    total: Number | None = optional("总分", "总分；还有指标没有评定的没有", unit="分")
    grade: str | None = optional("等级", "等级；总分待定的没有")
    notes: tuple[str, ...] = listed("总分说明", "总分怎样由各项得分而来，逐项；就是各项得分之和的没有")


class Told(Record):
    """What the pack says and how it judges."""

    address: Address = named("称谓", "本区和领导机关等的称呼")
    words: PackInfo = named("套件用语", "套件的名称、称谓和用语")
    marks: dict[str, ToldMark] = mapped("指标", "各指标的评分，按编号")
    remarks: dict[str, str] = mapped("评语", "关于这个指标的一句话，随得分而定；指标体系没有的编号为空")
    scores: ScoreSheet = named("评分表", "评分表")
    findings: tuple[Finding, ...] = listed("问题", "存在的问题，扣分多的在前")
    ledger: Ledger = named("整改台账", "整改台账，每条措施一行")
    followup: FollowUp = named("上年问题", "上年的问题解决得怎样")
    draft: Truth = named("草稿", "是否草稿")
    asked: tuple[str, ...] = listed("待填", "草稿还须补齐的资料，逐项")
    figures: dict[str, Number] = mapped("计算", "各算式的结果，按名称")


class Meaning(Frozen):
    """Unit and meaning of a name."""

    unit: str
    text: str


@cache
def meaning(name: str) -> Meaning | None:
    """What stands under `name`, whose rows are marked by []; None where nothing is known of it."""
    fields, found = _variables(), None
    path = name.replace("[]", "").split(".")
    while path:
        if (field := fields.get(path.pop(0))) is None:
            return None
        found = Meaning(quantity.unit(field), field.description)
        if path and (entry := entries(field.annotation)) is not None:
            found = _under(field, entry, path.pop(0))
        fields = _inside(field)
    return found


def _variables() -> Mapping[str, Field]:
    return {field.alias: field for held in (Department, Amounts, Told) for field in held.fields_by_name.values()}


def _inside(field: Field) -> Mapping[str, Field]:
    return {own.alias: own for record in records(field.annotation)[:1] for own in record.fields_by_name.values()}


def _under(field: Field, entry: Any, key: str) -> Meaning:
    """What stands under a key that no record knows: a code, a switch, a formula."""
    unit = quantity.unit_of(entry)
    if unit != "是/否":
        return Meaning(unit, field.description)
    return Meaning(unit, GROUPED_MEANS if key == GROUPED else f"{field.description}：{key}")
