"""指标体系: the tree of indicators with weights and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from reportgen.chinese import measured, number, points
from reportgen.facts.department import OFFERED, Fact
from reportgen.facts.records.borrowed import Borrowed
from reportgen.facts.records.notation import AtLeast, Within
from reportgen.facts.records.quantity import Number, Points, Positive, Text
from reportgen.facts.records.record import Record, mapped, named, optional
from reportgen.facts.source import Path, Source
from reportgen.scoring.kinds import AnyRule, Part, Rule, vetoing
from reportgen.scoring.kinds.base import bound
from reportgen.scoring.kinds.composite import Parts
from reportgen.scoring.kinds.condition import Condition
from reportgen.scoring.kinds.own_rows import OwnIndicators

ZERO = Decimal(0)
TOTAL = "总分"  # the code under which a person answers for the total


class Indicator(Record, dict=True):
    """指标: a node of the tree; a leaf has a rule. Where `nothing` holds there is nothing to judge."""

    name: Text = named("名称", "指标的名称")
    parent: Text | None = optional("上级", "上级指标的编号；一级指标不写")
    full: Annotated[Points, Within(ge=0)] = named("分值", "分值；每一级相加等于上一级", unit="分")
    description: Text = named("说明", "指标说明，印在空白评分表上", default="")
    basis: Text | None = optional("依据", "评分的依据")
    rule: AnyRule | None = optional("规则", "评分规则；有下级的不写")
    vetoes: dict[str, Text] = mapped("否决", "有其中一种情形的，整个指标不得分：编号和情形")
    nothing: Condition | None = optional("无此事项", "成立时没有可评的事，评语写“无此事项”，如 项目统计.总数 = 0")
    wording: Text | None = optional("评分标准", "官方的评分标准文字；不写的由规则写出")
    columns: dict[str, Text] = mapped("列", "评分表自设的列的内容，按列名，如 考核频次: 季；下级没有写的沿用上级的")

    @cached_property
    def standard(self) -> str:
        """评分标准: the district's official wording, else the text the rule gives."""
        if self.wording or self.rule is None:
            return self.wording or ""
        vetoes = vetoing(self.vetoes, "本指标")
        return self.rule.standard(self.full) + (f"\n{vetoes}" if vetoes else "")


class Grade(Record):
    """等级: the name of a grade and the least total for it."""

    name: Text = named("等级", "等级的名称")
    least: Number = named("下限", "总分到几分是这一等级", unit="分")


class Adjustment(Record):
    """总分调整: a factor, a bonus or a penalty outside the indicators; a person says whether and how much."""

    name: Text = named("名称", "调整的名称")
    way: Literal["系数", "加分", "扣分"] = named("方式", "系数：总分乘以系数；加分、扣分：在总分上加减")
    factor: Annotated[Number, Within(ge=0, le=1)] = named(
        "系数", "方式是系数的，乘以多少（0 至 1）", default=Decimal(1)
    )
    most: Positive | None = optional("上限", "最多加、扣几分", unit="分")
    rule: AnyRule | None = optional("规则", "加、扣几分的评分规则；不写的由人在自评里填")
    basis: Text | None = optional("依据", "调整的依据")

    def asks(self) -> tuple[str, str]:
        """The field of an answer in which a person says whether and how much, where no rule does, and what to write."""
        most = f"，至多{points(self.most)}分" if self.most else ""
        return {
            "系数": ("等级", f"有这种情形的填 是，总分乘以{number(self.factor)}；没有的填 否"),
            "加分": ("得分", f"加几分{most}；没有的填 0"),
            "扣分": ("扣分", f"扣几分{most}；没有的填 0"),
        }[self.way]

    def check(self) -> None:
        if self.way == "系数" and self.rule is not None:
            raise ValueError("系数是否适用由人工在自评中填写（等级: 是），不写“规则”")


class Framework(Record, dict=True):
    """framework.yaml: indicators by 编号 in the order of the score table, grades, and what 不适用 means."""

    name: Text = named("名称", "指标体系的名称")
    title: Text = named("评分表名", "评分表的标题")
    grades: Annotated[tuple[Grade, ...], AtLeast(1)] = named("等级", "等级由高到低，最后一档下限为 0")
    not_applicable: Literal["满分", "剔除换算", "零分"] = named(
        "不适用", "不适用的指标按满分计、剔除后换算，还是按零分计", default="满分"
    )
    full: Positive = named("满分", "一级指标分值之和", unit="分", default=Decimal(100))
    vetoes: dict[str, Text] = mapped("否决", "有其中一种情形的，总分为零：编号和情形")
    adjustments: dict[str, Adjustment] = mapped("总分调整", "指标以外的系数、加分、扣分，按编号")
    indicators: Annotated[dict[str, Indicator], AtLeast(1)] = named("指标", "各指标，按编号，次序就是评分表的次序")

    def children(self, code: str | None) -> list[str]:
        """The codes under `code` (None: the roots), in order."""
        return [*self._under.get(code, ())]

    @cached_property
    def _under(self) -> Mapping[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for code, indicator in self.indicators.items():
            found.setdefault(indicator.parent, []).append(code)
        return found

    def tree(self, code: str | None = None, level: int = 1) -> Iterator[tuple[str, Indicator, int]]:
        """Every indicator in the order of the score table, with its level from 1."""
        for child in self.children(code):
            yield child, self.indicators[child], level
            yield from self.tree(child, level + 1)

    def leaves(self) -> Iterator[tuple[str, Indicator]]:
        """The indicators that are scored."""
        return ((code, indicator) for code, indicator, _ in self.tree() if indicator.rule)

    def columns(self, code: str) -> dict[str, str]:
        """What stands in the pack's own columns of the score table for `code`, what it does not say by its parent."""
        own = self.indicators[code]
        above = self.columns(own.parent) if own.parent in self.indicators and own.parent else {}
        return {**above, **own.columns}

    def own_columns(self) -> list[str]:
        """The columns of the score table for which indicators say something."""
        return list(dict.fromkeys(name for indicator in self.indicators.values() for name in indicator.columns))

    def parts(self) -> Mapping[str, tuple[str, AnyRule]]:
        """Name and rule of everything that can be answered for: indicators, adjustments, their parts, by code."""
        return self._parts

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, AnyRule]]:
        found: dict[str, tuple[str, AnyRule]] = {}
        for code, name, rule in self.rules():
            found[code] = (name, rule)
            found.update(_inner(code, rule))
        return found

    def rules(self) -> Iterator[tuple[str, str, AnyRule]]:
        """Code, name and rule of every indicator and adjustment that has one."""
        yield from ((code, i.name, i.rule) for code, i in self.leaves() if i.rule)
        yield from ((code, a.name, a.rule) for code, a in self.adjustments.items() if a.rule)

    def names(self) -> tuple[str, ...]:
        """Every figure and fact that the rules read."""
        return tuple(dict.fromkeys(name for _, _, rule in self.rules() for name in rule.names()))

    def scored(self) -> Iterator[tuple[Path, str, Rule, Decimal]]:
        """Every rule: where it stands, whose it is, and the points it shares out."""
        for code, indicator in self.leaves():
            if indicator.rule:
                yield ("指标", code, "规则"), f"指标 {code}“{indicator.name}”", indicator.rule, indicator.full
        for code, adjustment in self.adjustments.items():
            if adjustment.rule:
                most = adjustment.most or self.full
                yield ("总分调整", code, "规则"), f"总分调整 {code}“{adjustment.name}”", adjustment.rule, most

    def offered(self, source: Source) -> dict[str, Fact | str]:
        """What the rules offer to formulas, with its place in `source`: a number, or the name of where it comes from.

        Of what several rules offer the first counts.
        """
        found: dict[str, Fact | str] = {}
        for place, _, rule, _ in self.scored():
            at = next((source.places[path] for path in ((*place, OFFERED), place) if path in source.places), None)
            for name, value in rule.offers():
                if isinstance(value, Borrowed):
                    found.setdefault(name, value.name)
                else:
                    found.setdefault(name, Fact(name, measured(value, (value,)), at, bound(value)))
        return found

    def comparisons(self) -> Iterator[tuple[str, Decimal]]:
        """Every limit that a rule compares a figure or fact with, by its name."""
        for _, _, rule in self.rules():
            yield from rule.limits()

    def limits(self) -> dict[str, tuple[Decimal, ...]]:
        """The same, all limits of a name together."""
        return gathered(self.comparisons())


def own_rules(framework: Framework) -> Iterator[tuple[str, Indicator, OwnIndicators]]:
    """The indicators whose rows become leaves."""
    for code, indicator in framework.leaves():
        if isinstance(indicator.rule, OwnIndicators) and indicator.rule.shown:
            yield code, indicator, indicator.rule


def gathered(compared: Iterable[tuple[str, Decimal]]) -> dict[str, tuple[Decimal, ...]]:
    """Limits by the name of what is compared with them, each once."""
    found: dict[str, dict[Decimal, None]] = {}
    for name, limit in compared:
        found.setdefault(name, {})[limit] = None
    return {name: tuple(limits) for name, limits in found.items()}


def _inner(code: str, rule: AnyRule) -> Iterator[tuple[str, tuple[str, AnyRule]]]:
    if isinstance(rule, Parts):
        for key, part in rule.parts.items():
            yield f"{code}.{key}", (part.name, part.rule)
            yield from _inner(f"{code}.{key}", part.rule)


__all__ = ["TOTAL", "Adjustment", "Framework", "Grade", "Indicator", "Part"]
