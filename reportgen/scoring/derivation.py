"""What a mark or a figure rests on, step by step: formulas with their figures, down to what was filled in and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.facts.department import Fact
from reportgen.scoring.formula import Figures, Input, fact_input
from reportgen.values import Frozen


class DerivationLine(Frozen):
    """A formula with its figures put in, or (without `formula`) a number that was filled in; `depth` from 0."""

    depth: int
    name: str
    formula: str
    told: str
    position: str = ""
    origin: str = ""


def derivation(names: Iterable[str], figures: Figures, facts: Mapping[str, Fact]) -> Iterator[DerivationLine]:
    """The figures and facts of these names, each with what it was computed from under it."""
    for name in names:
        if name in figures:
            yield from of_figure(name, figures)
        elif name in facts:
            yield of_input(fact_input(facts[name]))


def of_figure(name: str, figures: Figures, depth: int = 0) -> Iterator[DerivationLine]:
    """A figure, and under it those that it was computed from."""
    figure = figures[name]
    yield DerivationLine(depth, name, figure.formula, figure.trace)
    for used in figure.inputs:
        if used.name in figures:
            yield from of_figure(used.name, figures, depth + 1)
        else:
            yield of_input(used, depth + 1)


def of_input(used: Input, depth: int = 0) -> DerivationLine:
    """A number that was filled in."""
    return DerivationLine(depth, used.name, "", used.value, used.position or "", used.origin or "")
