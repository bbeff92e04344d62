"""What a 否决 of a group, or of the total, leaves without effect: the answers given under it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, hint
from reportgen.facts.source import Source
from reportgen.scoring.answers import Answers
from reportgen.scoring.framework import TOTAL, Framework
from reportgen.scoring.kinds import claimed
from reportgen.values import replace

_NAMED = 5  # answers in one message


def overruled(framework: Framework, answers: Answers, source: Source) -> Iterator[Diagnostic]:
    """Each such 否决, with the indicators whose answers no longer count."""
    groups = {code: (one.name, one.vetoes) for code, one, _ in framework.tree() if one.rule is None}
    for place, (name, vetoes) in {TOTAL: (TOTAL, framework.vetoes), **groups}.items():
        answer = answers.by_code.get(place)
        if answer is None or not {*answer.vetoes} & {*vetoes}:
            continue
        inner = [code for code, _, _ in framework.tree(None if place == TOTAL else place)]
        under = [code for code, one in answers.by_code.items() if claimed(one) and _is_of(code, inner)]
        if under:
            more = f"等{len(under)}项" if len(under) > _NAMED else ""
            message = f"“{name}”已填“否决”，{'、'.join(under[:_NAMED])}{more} 填写的不再计分"
            advice = "情形属实的不必改；不属实的，删去“否决”"
            at = source.position((*answers.path(place), "否决"))
            yield replace(hint("answer", message, advice, at), where=place)


def _is_of(code: str, indicators: list[str]) -> bool:
    """Whether it is one of `indicators`, or a part of one."""
    return any(code == one or code.startswith(f"{one}.") for one in indicators)
