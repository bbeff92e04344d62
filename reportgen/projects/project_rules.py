"""项目自评.yaml: the weights and rules of a project's 自评表. Pack data, merged along the chain as all are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, did_you_mean, error, errors
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import NotNegative, Positive, Text, Truth
from reportgen.facts.records.record import Record, listed, named, optional, read
from reportgen.facts.source import Source
from reportgen.packs import pack as packs
from reportgen.projects.project_form import ProjectForm
from reportgen.scoring.framework import Grade
from reportgen.scoring.framework_file import grade_faults
from reportgen.scoring.kinds import AnyRule
from reportgen.scoring.kinds.levels import Band
from reportgen.scoring.kinds.own_rows import OwnIndicators

FILE = "项目自评.yaml"
RATE = "执行率"  # the one figure that the rule of 预算执行率 reads


class Execution(Record):
    """预算执行率: its weight, its rule over 执行率, and what a project without any money gets."""

    full: NotNegative = named("分值")
    rule: AnyRule = named("规则")
    nothing: Literal["满分", "剔除换算", "零分"] = named("零预算", default="满分")


class Top(Record):
    """A 一级指标: its weight, and the 二级指标 that it may have (none named: any)."""

    full: Positive = named("分值")
    seconds: tuple[Text, ...] = listed("二级")

    def has(self, second: str) -> bool:
        """Whether it may have the 二级指标 that `second` means: 数量 is 数量指标."""
        return not self.seconds or any(second in (own, own.removesuffix("指标")) for own in self.seconds)


class ProjectRules(Record):
    """项目自评.yaml."""

    title: Text = named("名称")
    summary: Text = named("汇总表名")
    basis: Text | None = optional("依据")
    full: Positive = named("满分", default=Decimal(100))
    grades: Annotated[tuple[Grade, ...], AtLeast(1)] = named("等级")
    execution: Execution = named("预算执行率")
    tops: Annotated[dict[str, Top], AtLeast(1)] = named("一级指标")
    numbers: OwnIndicators = named("定量", default=OwnIndicators())
    words: Band = named("定性")
    explain_above: Positive | None = optional("超额须说明")
    doubted: tuple[Text, ...] = listed("最低等级须核对")
    by_office: Truth = named("实施单位应为科室", default=True)

    def top(self, name: str) -> str | None:
        """The 一级指标 that `name` means: 产出 is 产出指标."""
        return next((own for own in self.tops if name in (own, own.removesuffix("指标"))), None)

    def unlisted(self, form: ProjectForm) -> list[str]:
        """The 一级指标 of which `form` has no line."""
        listed_ones = {self.top(line.first) for line in form.lines}
        return [name for name in self.tops if name not in listed_ones]

    def grade(self, total: Decimal) -> str:
        """The grade of a total."""
        return next(grade.name for grade in self.grades if total >= grade.least)


def load(folders: Sequence[Path]) -> tuple[ProjectRules | None, list[Diagnostic]]:
    """The rules of the pack in `folders`, with every error; None where there are any, or no file."""
    found: list[Diagnostic] = []
    source = packs.merged(FILE, folders, found)
    if source is None:
        return None, found or [error("pack-file", f"套件及其上级都没有 {FILE}", "请新建这个文件，或写上“继承”")]
    rules, wrong = read(ProjectRules, source)
    found += wrong
    if rules is not None:
        found += _faults(rules, source)
    return (None if errors(found) else rules), found


def look(folders: Sequence[Path]) -> list[Diagnostic]:
    """What is wrong with 项目自评.yaml of the pack in `folders`."""
    return load(folders)[1]


def _faults(rules: ProjectRules, source: Source) -> Iterator[Diagnostic]:
    """Weights that do not add up, grades out of order, and what the rule of 预算执行率 cannot mean."""
    weights = {"预算执行率": rules.execution.full, **{name: top.full for name, top in rules.tops.items()}}
    if (whole := sum(weights.values(), Decimal(0))) != rules.full:
        told = " ＋ ".join(f"{name} {say_points(full)}" for name, full in weights.items())
        message = f"满分为{say_points(rules.full)}，预算执行率和各一级指标合计为{say_points(whole)}（{told}）"
        yield error("weights", message, "请改分值，使合计等于满分", source.position(("一级指标",), key=True))
    yield from grade_faults(rules.grades, source)
    here = ("预算执行率", "规则")
    for name in rules.execution.rule.names():
        if name != RATE:
            at = source.position((*here, "取值"))
            yield error("unknown-name", f"预算执行率的规则用了没有的名称“{name}”", did_you_mean(name, [RATE]), at)
    for name in rules.numbers.names():
        at = source.position(("定量", "异常"))
        yield error("unknown-name", f"定量的规则用了名称“{name}”", "各项目的自评表里没有别的资料，请写数", at)
    for path, message in rules.execution.rule.problems(rules.execution.full):
        yield error("rule", f"预算执行率的规则：{message}", "", source.position((*here, *path)))
