"""评价结果: the one result of the work, from which every document is drawn, to and from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from reportgen.chinese import thousands
from reportgen.diagnostics import Position, Refused, error
from reportgen.exhibits import Exhibits, Numbers, exhibits
from reportgen.facts.department import Department, Fact, facts
from reportgen.facts.naming import Value, values
from reportgen.facts.records import plain
from reportgen.facts.records.quantity import Count, Truth
from reportgen.facts.records.record import InvalidError, Record, mapped, named, optional
from reportgen.facts.source import NOWHERE, Reader, Source, ordinary
from reportgen.findings.finding import Finding
from reportgen.findings.followup import FollowUp
from reportgen.packs.pack import PackInfo
from reportgen.projects.project_sheet import ProjectSheets
from reportgen.scoring.formula import Figure
from reportgen.scoring.scorecard import Node, Scorecard
from reportgen.values import replace

FILE = "评价结果.json"
VERSION = 1


class Evaluation(Record, dict=True):
    """Everything a report says: facts, figures with their traces, marks, problems, remarks, and the pack's words.

    评价结果.json is this record with Chinese keys; `version` (版本) grows when a field changes its meaning.
    """

    version: Count = named("版本", "评价结果的格式版本", default=VERSION)
    pack: str = named("套件", "所用套件，如 futian")
    words: PackInfo = named("套件用语", "套件的名称、称谓和用语")
    department: Department = named("部门资料", "部门填写的资料，合计已补齐")
    figures: dict[str, Figure] = named("计算", "各算式的结果和来历，按名称")
    scorecard: Scorecard = named("评分", "各指标的评分、总分和等级")
    findings: tuple[Finding, ...] = named("问题", "存在的问题，扣分多的在前")
    evidence: dict[str, str] = mapped("所据数字", "各问题写的时候依据的数，照印出的样子")
    remarks: dict[str, str] = named("评语", "关于各指标的一句话，随得分而定，按编号")
    followup: FollowUp | None = optional("上年问题", "上年的问题解决得怎样")
    exhibits: Exhibits = named("报告表", "报告里的各张表", default=Exhibits())
    projects: ProjectSheets = named("项目自评", "各项目的支出绩效自评表", default=ProjectSheets())
    draft: Truth = named("草稿", "是否草稿", default=False)
    written: dict[str, str] = mapped("报告", "写出的文件，按文件名记校验值，用来识别人的修改")
    program: str | None = optional("程序", "生成它的程序版本")
    pack_digest: str | None = optional("套件摘要", "评分所用套件的摘要，套件改过则不同")
    absorbed: dict[str, str] = mapped("已收回", "修改已收回的报告，按文件名记校验值")

    @cached_property
    def stated(self) -> Mapping[str, Value]:
        """Every value of the department by name."""
        return values(self.department)

    @property
    def grouped(self) -> bool:
        """金额千分位: whether amounts are printed as 43,189.21."""
        return self.words.grouped(self.department.options)

    def switched(self, option: str) -> bool:
        """A switch as the district has it, or as the department says."""
        return {**self.words.options, **(self.department.options or {})}.get(option, False)

    def to_json(self, *, indent: int = 2, exclude_none: bool = False) -> str:
        """The text of 评价结果.json."""
        return super().to_json(indent=indent, exclude_none=exclude_none) + "\n"

    def to_file(self) -> bytes:
        """The same as it is written."""
        return plain.json(self, indent=2) + b"\n"


def drawn_up(evaluation: Evaluation, known: Mapping[str, Fact] | None = None, source: Source = NOWHERE) -> Evaluation:
    """`evaluation` with the tables of its report, of the facts `known` that stand in `source`."""
    department, card = evaluation.department, evaluation.scorecard
    found = facts(department, source, card.limits) if known is None else known
    with thousands(evaluation.grouped):
        numbers = Numbers(department, found, evaluation.figures, source)
        made = exhibits(numbers, card, evaluation.findings, evaluation.followup)
    return replace(evaluation, exhibits=made)


def unsaid(evaluation: Evaluation, outline: str) -> list[Node]:
    """The indicators with a mark whose 评语 the report lacks; a department's own ones are told together or each."""
    body = _bare(outline)
    judged = [(node, node.judged) for node in evaluation.scorecard.nodes]
    marked = [node for node, mark in judged if mark and not mark.pending and not mark.own]
    return [node for node in marked if not (_said(evaluation, node, body) or _rows_said(evaluation, node, body))]


def _rows_said(evaluation: Evaluation, node: Node, body: str) -> bool:
    """Whether each row of a department's under `node` has its own sentence."""
    rows = [row for row in evaluation.scorecard.nodes if row.parent == node.code]
    return bool(rows) and all(_said(evaluation, row, body) for row in rows)


def _said(evaluation: Evaluation, node: Node, body: str) -> bool:
    remark = evaluation.remarks.get(node.code, "")
    return bool(remark) and _bare(remark) in body


def _bare(text: str) -> str:
    """`text` without spaces, breaks and the signs by which an outline shows them."""
    return "".join(text.replace("⏎", "").split())


def load(path: Path, asked: Position, by: Reader = Path.read_bytes) -> Evaluation:
    """The 评价结果.json at `path`, which `asked` names; raises Refused where there is none or it is something else."""
    try:
        return from_json(ordinary(path, by).decode(), str(path))
    except (OSError, UnicodeDecodeError) as failure:
        missing = isinstance(failure, FileNotFoundError)
        message = f"找不到“{path}”" if missing else f"打不开“{path}”，或它不是文本文件"
        raise Refused([error("result-file", message, "请核对路径；没有上年结果时删去这一行", asked)]) from failure
    except Refused as refusal:
        raise Refused([*refusal.diagnostics, error("last-year", "上年的评价结果不能用", "", asked)]) from refusal


def from_json(text: str, file: str = FILE) -> Evaluation:
    """An evaluation written by `to_json`; raises Refused where it is not one, or is of another version.

    Results of earlier programs have no tables: those are drawn up.
    """
    try:
        made = Evaluation.from_json(text)
    except InvalidError as failure:
        raise _none(file, ".".join(map(str, failure.faults[0].path))) from failure
    if made.version != VERSION:
        raise _none(file, "版本")
    marked = {node.code for node in made.scorecard.nodes if node.mark}
    if not marked.issuperset(row.code for row in made.exhibits.scores.rows):
        raise _none(file, "报告表")
    return made if made.exhibits != Exhibits() else drawn_up(made)


def _none(file: str, place: str) -> Refused:
    message = f"{file} 不是本工具第 {VERSION} 版的评价结果（{place or '全文'}）"
    return Refused([error("result-file", message, "请用 build.py 重新生成", Position(file))])
