"""Figures and marks, and what is wrong with the answers; also of what can be read of a wrong dept.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.facts import department as departments
from reportgen.facts import extras
from reportgen.facts.department import Department, Fact
from reportgen.facts.dialect.syntax import SYNTAX
from reportgen.facts.silences import settled
from reportgen.facts.source import Source, readable
from reportgen.packs.pack import Pack
from reportgen.scoring import formula, scorecard
from reportgen.scoring.kinds import Given
from reportgen.values import Frozen


class Marked(Frozen):
    """The figures, the grounds of the marks, the marks, and what is wrong with the answers."""

    figures: formula.Figures
    grounds: Given
    card: scorecard.Scorecard
    told: tuple[Diagnostic, ...]


def mark(
    whole: Department, source: Source, pack: Pack, facts: Mapping[str, Fact], limits: Mapping[str, Sequence[Decimal]]
) -> Marked:
    """The completed department `whole` under the rules of `pack`."""
    figures = formula.compute(pack.formulas, facts, limits)
    grounds = Given("", "", figures, facts, departments.lists(whole), whole.answers, limits=limits)
    card, noted = scorecard.score(pack.framework, grounds, source)
    return Marked(figures, grounds, card, (*unknown_options(whole, source, pack), *noted))


def further(source: Source, pack: Pack, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What does not agree, and what is wrong with the answers and options, in a `source` that holds what was `found`.

    Only what does not hang on the values that cannot be read. Where lines were left out nobody knows what disagrees.
    """
    torn = any(one.code == SYNTAX for one in found)
    judged = [_judged(one, source, pack, torn=torn) for one in departments.readings(source)]
    return readable(departments.in_all(judged), found)


def _judged(given: Department, source: Source, pack: Pack, *, torn: bool) -> list[Diagnostic]:
    of_extra: list[Diagnostic] = []
    if pack.info.extra:
        given, of_extra = extras.taken(given, source, pack.info.extra)
    whole = departments.complete(given)
    known = departments.facts(whole, source, pack.limits)
    marked = mark(whole, source, pack, known, pack.limits)
    unlike = [] if torn or given.units else departments.differences(given, source, known)
    unlike += [] if torn or given.units else formula.restated(pack.formulas, marked.figures, known)
    return [*of_extra, *settled(unlike, given), *marked.told]


def unknown_options(department: Department, source: Source, pack: Pack) -> list[Diagnostic]:
    """Switches that the pack does not have."""
    known = list(pack.info.options)
    return [
        error(
            "unknown-option",
            f"套件“{pack.name}”没有选项“{name}”",
            did_you_mean(name, known),
            source.position(("选项", name), key=True),
        )
        for name in department.options or {}
        if name not in known
    ]
