"""What the rules are told of a pack: its rates with their formulas, and what its rules give for figures of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from reportgen.cache.store import NONE, Cache
from reportgen.chinese import ZERO
from reportgen.diagnostics import Refused
from reportgen.facts.naming import Fact
from reportgen.facts.source import load as load_source
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.scoring import formula
from reportgen.scoring.formula import Formulas
from reportgen.scoring.framework import Indicator, own_rules
from reportgen.scoring.kinds import Given, Rule, judge
from reportgen.scoring.kinds.composite import Composite
from reportgen.scoring.mark import State
from reportgen.scoring.shares import marks
from reportgen.statements import Bound, Ground, Rate, Report
from reportgen.statements.scores import scores

_STATED = {"公众满意度": "满意度.值"}  # rates of the text that are facts, not formulas


def ground(pack: Pack, report: Report) -> Ground:
    """The ground that `pack` gives for `report`; its rules count only where its weights are the printed ones."""
    rates = tuple(_rates(pack))
    if not fits(pack, report):
        return Ground(rates=rates)
    grades = tuple((grade.name, grade.least) for grade in pack.framework.grades)
    return Ground(rates=rates, bounds=partial(bounds, pack), grades=grades)


def fits(pack: Pack, report: Report) -> bool:
    """Whether the score table of `report` has the indicators and weights of `pack`."""
    table = scores(report)
    own = {indicator.name: indicator.full for _, indicator in pack.framework.leaves()}
    made_up = [leaf.weight for leaf in table.leaves if leaf.name not in own] if table else []
    taken = [one.full for _, one, _ in own_rules(pack.framework) if made_up]
    known = [leaf for leaf in table.leaves if leaf.name in own] if table else []
    told = all(own[leaf.name] == leaf.weight for leaf in known)
    return table is not None and told and sum(filter(None, made_up), ZERO) == sum(taken, ZERO)


def _rates(pack: Pack) -> list[Rate]:
    """The pack's formulas of rates, each over the facts at its bottom."""
    found = []
    for name, spec in pack.formulas.specs.items():
        inputs = _leaves(pack.formulas, name)
        if spec.unit == "%" and inputs:
            needed = tuple(fact for fact, must in inputs.items() if must)
            others = tuple(fact for fact, must in inputs.items() if not must)
            found.append(Rate(name, spec.text, needed, others, partial(_computed, pack, name)))
    return found


def _leaves(formulas: Formulas, name: str) -> dict[str, bool]:
    """The facts that a formula reads, through the formulas it reads, and whether each must be given."""
    spec, found = formulas.specs[name], dict[str, bool]()
    for used in map(formulas.meant, formulas.parsed[name].names):
        inner = _leaves(formulas, used) if used in formulas.specs else {used: used not in spec.zero_when_absent}
        found |= inner
    return found


def _computed(pack: Pack, name: str, figures: Mapping[str, Decimal]) -> Decimal | None:
    made = formula.compute(pack.formulas, _facts(figures))[name]
    return made.value


def _facts(figures: Mapping[str, Decimal]) -> dict[str, Fact]:
    facts = {name: Fact(name, value, None) for name, value in figures.items()}
    stated = {fact: Fact(fact, figures[said] / 100, None) for said, fact in _STATED.items() if said in figures}
    return {**facts, **stated}


def bounds(pack: Pack, figures: Mapping[str, Decimal]) -> Mapping[str, Bound]:
    """For every indicator whose figures the text gives: the least and the most that its rule allows."""
    facts = _facts(figures)
    computed = formula.compute(pack.formulas, facts)
    lacking = {n: figures[n] / 100 for n, f in computed.items() if f.value is None and f.unit == "%" and n in figures}
    computed = formula.compute(formula.fixed(pack.formulas, lacking), facts)
    framework = pack.framework
    found = {}
    for code, indicator in framework.leaves():
        given = Given(code, indicator.name, computed, facts, {}, {})
        low, high, how = _bound(indicator, given)
        if (low, high) != (ZERO, indicator.full):
            found[indicator.name] = Bound(marks(low), marks(high), how)
    return found


def _bound(indicator: Indicator, given: Given) -> tuple[Decimal, Decimal, str]:
    rule = indicator.rule
    assert rule is not None
    if not isinstance(rule, Composite):
        return _of_rule(rule, indicator.full, given)
    parts = [
        (part.name, _of_rule(part.rule, part.full, given.of(f"{given.code}.{key}", part.name)))
        for key, part in rule.parts.items()
    ]
    how = "；".join(f"{name}：{said}" for name, (_, _, said) in parts if said)
    return sum((low for _, (low, _, _) in parts), ZERO), sum((high for _, (_, high, _) in parts), ZERO), how


def _of_rule(rule: Rule, full: Decimal, given: Given) -> tuple[Decimal, Decimal, str]:
    """The points where the figures decide alone, else anything from nothing to all."""
    outcome = judge(rule, full, given, {})
    if outcome.state is State.DONE and outcome.points is not None and outcome.used:
        return outcome.points, outcome.points, outcome.explanation.rstrip("。")
    return ZERO, full, ""


def chosen(report: Report, roots: Sequence[Path], name: str | None, cache: Cache = NONE) -> Pack | None:
    """The pack asked for, else one of the report's district whose indicators have the printed weights, else base."""
    if name:
        return packs.load(name, roots, cache=cache)[0]
    said = "".join(paragraph.text for paragraph in report.paragraphs)[:4000]
    for known, district in sorted(_districts(roots), key=lambda found: -said.count(found[1])):
        pack = _sound(known, roots, cache) if scores(report) and district in said else None
        if pack and fits(pack, report):
            return pack
    return _sound("base", roots, cache)


def _districts(roots: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The packs that name a district, and its name without 区."""
    for name in sorted({path.parent.name for root in roots for path in root.glob("*/pack.yaml")}):
        source, _ = load_source(packs.find(name, roots) / "pack.yaml")
        data = source.data if source and isinstance(source.data, dict) else {}
        address = data.get("称谓")
        district = address.get("区") if isinstance(address, dict) else None
        if district:
            yield name, str(district)


def _sound(name: str, roots: Sequence[Path], cache: Cache) -> Pack | None:
    try:
        return packs.load(name, roots, cache=cache)[0]
    except Refused:
        return None
