"""What every variable of a Word template means: beside the department's own fields and the tables of amounts, these."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from reportgen.evaluation import Evaluation
from reportgen.exhibits import Amounts, Exhibits
from reportgen.exhibits.scoretable import LevelCell, ScoreRow, ScoreTable
from reportgen.facts.department import Department
from reportgen.facts.records import quantity
from reportgen.facts.records.fields import again, entries
from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Field, Record, listed, mapped, named, records
from reportgen.findings.finding import Finding
from reportgen.findings.followup import FollowUp
from reportgen.findings.ledger import Ledger
from reportgen.overall_form import OverallForm
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.pack import GROUPED, GROUPED_MEANS, Appellation, PackInfo
from reportgen.projects.project_sheet import ProjectSheets
from reportgen.score_cells import ChosenTable, ColumnHead, ScoreCell
from reportgen.scoring.mark import Mark
from reportgen.scoring.scorecard import Node, Scorecard
from reportgen.scoring.totals import Loss
from reportgen.values import Frozen


class ToldMark(Mark):
    """A mark with the sentence about it."""

    remark: str = named("评语", "关于这个指标的一句话，随得分而定")


class ScoreLine(Mark):
    """A row of the score table: the mark and the cells before it."""

    levels: tuple[LevelCell, ...] = again(ScoreRow, "levels")
    description: str = again(ScoreRow, "description")
    cells: tuple[ScoreCell, ...] = listed("格", "这一行的单元格，评分表有“列”的才有")


class ScoreSheet(Record):
    """The score table with its marks and totals."""

    framework: str = again(Scorecard, "framework")
    depth: int = again(ScoreTable, "depth")
    titles: tuple[str, ...] = again(ScoreTable, "levels")
    top: tuple[Node, ...] = listed("一级", "一级指标，逐行")
    losses: tuple[Loss, ...] = listed("失分", "总分里失分的各指标，逐行")
    rows: tuple[ScoreLine, ...] = again(ScoreTable, "rows")
    full: Number = again(Scorecard, "full")
    total: Number | None = again(Scorecard, "total")
    grade: str | None = again(Scorecard, "grade")
    notes: tuple[str, ...] = again(Scorecard, "notes")
    heads: tuple[ColumnHead, ...] = again(ChosenTable, "heads")
    last: tuple[ScoreCell, ...] = again(ChosenTable, "total")


class Told(Record):
    """What the pack says and how it judges."""

    address: Appellation = again(PackInfo, "address")
    words: PackInfo = again(Evaluation, "words")
    marks: dict[str, ToldMark] = mapped("指标", "各指标的评分，按编号")
    remarks: dict[str, str] = mapped("评语", "关于这个指标的一句话，随得分而定；指标体系没有的编号为空")
    scores: ScoreSheet = named("评分表", "评分表，逐行和总分")
    findings: tuple[Finding, ...] = again(Evaluation, "findings")
    ledger: Ledger = again(Exhibits, "ledger")
    followup: FollowUp = again(Evaluation, "followup")
    overall: OverallForm = named(OVERALL, "部门整体支出绩效自评表")
    projects: ProjectSheets = again(Evaluation, "projects")
    draft: Truth = again(Evaluation, "draft")
    asked: tuple[str, ...] = again(Exhibits, "asked")
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
