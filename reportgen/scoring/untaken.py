"""Rows of a department's lists that no indicator scores: none of the rules takes their 维度."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.facts.source import Source
from reportgen.scoring.framework import Framework
from reportgen.scoring.kinds.own_rows import OwnIndicators

COLUMN = "维度"


def untaken(
    framework: Framework,
    lists: Mapping[str, Sequence[Mapping[str, Any]]],
    source: Source,
    say: Callable[[str, str, str, Position], Diagnostic] = error,
) -> Iterator[Diagnostic]:
    """Each row of a list that is scored by 维度, but whose own one is not among those that are scored.

    `say` makes of it an error, or a warning where the data may still be incomplete.
    """
    rules = [rule for _, rule in framework.parts().values() if isinstance(rule, OwnIndicators)]
    for name in dict.fromkeys(rule.rows for rule in rules):
        taking = [rule for rule in rules if rule.rows == name]
        if not all(rule.dimensions for rule in taking):
            continue  # one of them takes every row
        taken = tuple(dict.fromkeys(dimension for rule in taking for dimension in rule.dimensions))
        for i, row in enumerate(lists.get(name) or ()):
            if row.get(COLUMN) not in taken:
                yield _told(row, taken, say, source.position((*name.split("."), i, COLUMN)))


def _told(
    row: Mapping[str, Any],
    taken: Sequence[str],
    say: Callable[[str, str, str, Position], Diagnostic],
    at: Position,
) -> Diagnostic:
    own = row.get(COLUMN)
    why = f"的{COLUMN}“{own}”没有指标评分" if own else f"没有写{COLUMN}"
    message = f"“{row.get('名称') or '这一行'}”{why}，这一行不计分"
    return say("row-untaken", message, f"评分的{COLUMN}有：{'、'.join(taken)}；不评分的请删去这一行", at)
