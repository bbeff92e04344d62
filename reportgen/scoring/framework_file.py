"""framework.yaml read: every fault of its shape, tree, weights, rules and names told at once, at its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error
from reportgen.facts.department import free, known_lists, known_names
from reportgen.facts.records.record import Record, read
from reportgen.facts.source import Path, Source
from reportgen.scoring.formula import Formulas, needed
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.framework import Framework, Grade, Indicator, own_rules
from reportgen.scoring.kinds import Rule
from reportgen.scoring.kinds.composite import Parts
from reportgen.scoring.kinds.own_rows import OwnIndicators
from reportgen.scoring.misread import legible, misread
from reportgen.values import replace

ZERO = Decimal(0)
BOTH_TREES = "both-trees"  # the code of a whole tree beside the parent's, from which everything else follows


def load(
    source: Source, formulas: Formulas | None = None, extra: type[Record] | None = None, *, sound: bool = False
) -> tuple[Framework | None, list[Diagnostic]]:
    """framework.yaml with every error: shape, tree, weights, and names that no formula or fact has.

    `extra` is what the pack declares of 补充. If it was found `sound` before, it is only read.
    """
    framework, found = read(Framework, source)
    if framework is None or sound:
        return framework, found
    found += [*_tree(framework, source), *_weights(framework, source), *_rules(framework, source)]
    found += _like_rows(framework, source)
    found += [*grade_faults(framework.grades, source), *_rows_twice(framework, source)]
    if formulas is not None:
        found += _names(framework, formulas, source, extra)
        found += _lists(framework, source, extra)
        found += _misread(framework, formulas, source, extra)
        found += _round_about(framework, formulas, source)
    return framework, [_at_home(d, source) for d in found]


def _at_home(diagnostic: Diagnostic, source: Source) -> Diagnostic:
    """A fault that shows in a line of a parent's file, with advice to write the change in one's own."""
    at = diagnostic.position
    if at is None or at.file == source.file:
        return diagnostic
    path = next((path for path, place in source.places.items() if place == at and len(path) > 2), None)
    if path is None:
        return diagnostic
    own = "/".join(FilePath(source.file).parts[-2:])
    advice = f"这一行在上级套件里，请不要改；在自己的 {own} 里写 {path[1]} 的“{path[2]}”"
    return replace(diagnostic, hint="；".join(filter(None, (diagnostic.hint, advice))))


def _tree(framework: Framework, source: Source) -> Iterator[Diagnostic]:
    for code, indicator in framework.indicators.items():
        at = source.position(("指标", code, "上级"))
        if indicator.parent is not None and indicator.parent not in framework.indicators:
            hint = did_you_mean(indicator.parent, list(framework.indicators))
            yield error("parent", f"指标 {code} 的上级“{indicator.parent}”不存在", hint, at)
        elif _is_looped(framework, code):
            yield error("parent", f"指标 {code} 的上级关系成环", "请核对“上级”", at)
        yield from _leaf(framework, code, indicator, source)


def _is_looped(framework: Framework, code: str) -> bool:
    """Whether the way up from `code` comes round to it; where it leads nowhere, that is told further up."""
    above, seen = framework.indicators[code].parent, {code}
    while above in framework.indicators and above not in seen:
        seen.add(above)
        above = framework.indicators[above].parent
    return above == code


def _leaf(framework: Framework, code: str, indicator: Indicator, source: Source) -> Iterator[Diagnostic]:
    at = source.position(("指标", code))
    inner = framework.children(code)
    if not inner and indicator.rule is None and not strays(framework, code):
        yield error("no-rule", f"指标 {code}“{indicator.name}”没有下级，也没有评分规则", "请写“规则:”", at)
    if not inner and not indicator.full:
        yield error("no-points", f"指标 {code}“{indicator.name}”的分值为 0", "不用的指标请整个去掉", at)
    if inner and indicator.rule is not None:
        yield error("rule-inside", f"指标 {code}“{indicator.name}”有下级，不应再有评分规则", "请把规则写在下级", at)


def _weights(framework: Framework, source: Source) -> Iterator[Diagnostic]:
    """Σ 三级 = 二级, Σ 二级 = 一级, Σ 一级 = 满分: at every level of any tree."""
    for code in (None, *framework.indicators):
        full = framework.indicators[code].full if code else framework.full
        inner = framework.children(code)
        total = sum((framework.indicators[c].full for c in inner), ZERO)
        if inner and total != full and not (code and (strays(framework, code) or _is_looped(framework, code))):
            yield _unequal(framework, source, code, inner, (total, full))


def _unequal(
    framework: Framework, source: Source, code: str | None, inner: list[str], sums: tuple[Decimal, Decimal]
) -> Diagnostic:
    """What is wrong with the weights `inner` below `code` (None: the roots), which come to the first of `sums`."""
    total, full = map(say_points, sums)
    parts = " ＋ ".join(f"{c} {say_points(framework.indicators[c].full)}" for c in inner)
    at = _newest(source, inner) or source.position(place_of_sum(source, code))
    if code is None:
        advice = _both_trees(framework, source, inner)
        told = (BOTH_TREES, advice) if advice else ("weights", "请使各级分值相加相等")
        return error(told[0], f"一级指标的分值合计为{total}，应为{full}（{parts}）", told[1], at)
    name = f"{code}“{framework.indicators[code].name}”"
    message = f"{name}的分值为{full}，下级合计为{total}（{parts}）"
    return error("weights", message, "请使各级分值相加相等", at)


def place_of_sum(source: Source, code: str | None) -> Path:
    """Where it is told that the weights below `code` (None: those of the roots) come to something else."""
    return ("指标", code, "分值") if code else ("满分",) if ("满分",) in source.places else ("指标",)


def strays(framework: Framework, group: str) -> list[str]:
    """The indicators that by their 编号 belong to `group`, and whose 上级, which is wrong, took them away."""
    below = [code for code in framework.indicators if code.startswith(group) and code != group]
    return [code for code in below if _is_astray(framework, code)]


def _is_astray(framework: Framework, code: str) -> bool:
    parent = framework.indicators[code].parent
    return parent is not None and (parent not in framework.indicators or _is_looped(framework, code))


def _both_trees(framework: Framework, source: Source, roots: list[str]) -> str:
    """What to do where the roots of the pack's own file are a whole tree beside the parent's; else empty."""
    own = [code for code in roots if source.keys[("指标", code)].file == source.file]
    others = [code for code in roots if code not in own]
    if not others or sum((framework.indicators[code].full for code in own), ZERO) != framework.full:
        return ""
    return f"上级套件的一级指标 {'、'.join(others)} 还在；从头写指标体系的，在“指标:”的下一行写“继承: 否”"


def _newest(source: Source, codes: list[str]) -> Position | None:
    """The weight that the district's own file gives, where it broke the sum."""
    places = [source.places.get(("指标", code, "分值")) for code in codes]
    own = [p for p in places if p and p.file == source.file]
    return own[0] if own and any(p and p.file != source.file for p in places) else None


def _rules(framework: Framework, source: Source) -> Iterator[Diagnostic]:
    for place, whose, rule, full in framework.scored():
        for inside, problem in rule.problems(full):
            yield error("rule", f"{whose}：{problem}", "请核对分值与规则", source.position((*place, *inside)))


def _like_rows(framework: Framework, source: Source) -> Iterator[Diagnostic]:
    """Indicators whose 编号 a row of a department may get."""
    for taking, _, _ in own_rules(framework):
        for code in framework.indicators:
            if code.startswith(f"{taking}-"):
                message = f"指标 {code} 的编号与 {taking} 下部门自设指标的编号（{taking}-1、{taking}-2 ……）相混"
                yield error("code-like-row", message, "请换一个编号", source.position(("指标", code), key=True))


def _rows_twice(framework: Framework, source: Source) -> Iterator[Diagnostic]:
    """Two rules that score the same rows of one list: each row would count twice."""
    taken: dict[str, list[tuple[str, OwnIndicators]]] = {}
    for place, whose, rule, _ in framework.scored():
        for _, _, own in row_rules(rule):
            for other, before in taken.get(own.rows, ()):
                if not (own.dimensions and before.dimensions) or set(own.dimensions) & set(before.dimensions):
                    message = f"{whose}与{other}都按列表“{own.rows}”的同一些行评分，每行会计两次"
                    hint = "请用“维度: [社会效益, …]”分开各自评分的行，或只留一处"
                    yield error("rows-twice", message, hint, source.position(place))
            taken.setdefault(own.rows, []).append((whose, own))


def row_rules(rule: Rule, place: Path = (), name: str = "") -> Iterator[tuple[Path, str, OwnIndicators]]:
    """The rules over rows in `rule`, each with its place in it and the name of its part."""
    if isinstance(rule, OwnIndicators):
        yield place, name, rule
    elif isinstance(rule, Parts):
        for key, part in rule.parts.items():
            yield from row_rules(part.rule, (*place, "部分", key, "规则"), part.name)


def grade_faults(grades: Sequence[Grade], source: Source) -> Iterator[Diagnostic]:
    """Grades that leave a hole, or stand out of order, under 等级 of `source`."""
    least = [grade.least for grade in grades]
    if least != sorted(set(least), reverse=True) or least[-1] > 0:
        hint = "请由高到低排列，最后一档下限为 0"
        yield error("grades", "等级的下限应由高到低，且最后一档为 0", hint, source.position(("等级",)))


def _names(
    framework: Framework, formulas: Formulas, source: Source, extra: type[Record] | None
) -> Iterator[Diagnostic]:
    known = known_names(extra) | set(formulas.specs)
    read = [(place, f"{whose}的规则", rule.names()) for place, whose, rule, _ in framework.scored()]
    read += [(place, f"“{whose}”的无此事项", nothing.names) for place, whose, nothing in _empty(framework)]
    for place, whose, names in read:
        for name in names:
            if name not in known and name.split(".")[0] not in free(extra):
                message = f"{whose}用了没有的名称“{name}”"
                at = source.position(_where(source.data, place, name))
                yield error("unknown-name", message, did_you_mean(name, sorted(known)), at)


def _misread(
    framework: Framework, formulas: Formulas, source: Source, extra: type[Record] | None
) -> Iterator[Diagnostic]:
    known = legible(formulas, extra)
    for place, whose, rule, _ in framework.scored():
        for name, told in misread(whose, rule, known):
            yield replace(told, position=source.position(_where(source.data, place, name)))


def _round_about(framework: Framework, formulas: Formulas, source: Source) -> Iterator[Diagnostic]:
    """What a rule takes from a formula that itself needs what the rule offers."""
    known = replace(formulas, offers=framework.offered(source))
    for name in known.offers:
        if name in needed(known, known.meant(name)):
            place = next(place for place, _, rule, _ in framework.scored() if name in dict(rule.offers()))
            message = f"“{name}”取自算式“{known.meant(name)}”，这个算式又要用“{name}”"
            at = source.position(_where(source.data, place, known.meant(name)))
            yield error("formula-cycle", message, "请把“序时”写成数，或改写这个算式", at)


def _lists(framework: Framework, source: Source, extra: type[Record] | None) -> Iterator[Diagnostic]:
    """Lists that dept.yaml has not, and columns that they have not."""
    known = known_lists(extra)
    for place, whose, rule, _ in framework.scored():
        for rows, columns in rule.lists():
            if rows not in known:
                message = f"{whose}的规则用了没有的列表“{rows}”"
                yield error(
                    "unknown-name",
                    message,
                    did_you_mean(rows, [*known]),
                    source.position(_where(source.data, place, rows)),
                )
                continue
            own = [field.alias for field in known[rows].fields_by_name.values()]
            for column in columns:
                if column not in own:
                    message = f"{whose}的规则用了“{rows}”没有的字段“{column}”"
                    at = source.position(_where(source.data, place, column))
                    yield error("unknown-name", message, did_you_mean(column, own), at)


def _empty(framework: Framework) -> Iterator[tuple[Path, str, Expression]]:
    """Every condition under which there is nothing to judge: where it stands, and whose it is."""
    for code, indicator in framework.leaves():
        place = ("指标", code)
        if indicator.nothing:
            yield place, indicator.name, indicator.nothing
        yield from _of_parts(place, indicator.rule)


def _of_parts(place: Path, rule: Rule | None) -> Iterator[tuple[Path, str, Expression]]:
    for key, part in rule.parts.items() if isinstance(rule, Parts) else ():
        inside = (*place, "规则", "部分", key)
        if part.nothing:
            yield inside, part.name, part.nothing
        yield from _of_parts(inside, part.rule)


def _where(data: Any, place: Path, name: str) -> Path:
    """Where under `place` the file writes `name`, alone or inside a condition."""
    for part in place:
        data = data[part]
    found = list(_texts(data, place))
    whole = [path for path, text in found if text == name]
    return next(iter([*whole, *(path for path, text in found if name in text)]), place)


def _texts(data: Any, place: Path) -> Iterator[tuple[Path, str]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from _texts(value, (*place, key))
    if isinstance(data, str):
        yield place, data
