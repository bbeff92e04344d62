"""所据数字: every figure that texts about a loss may speak of, as it is shown today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import nodes

from reportgen import chinese
from reportgen.chinese import unseparated
from reportgen.facts.department import described
from reportgen.findings.author import Author, worded_by
from reportgen.findings.joint import Joint
from reportgen.language.guard import parsed
from reportgen.language.tag import TAG
from reportgen.packs.wording import MeasureWording, condition
from reportgen.patterns import regex
from reportgen.scoring.formula.figures import shown
from reportgen.scoring.scorecard import Loss, Mark

YEAR, POINTS = "年度", "扣分"
COMPUTED = "计算."
_DIGIT = regex(r"\d")


def literal(text: str) -> str:
    """`text` without what follows the data by itself."""
    return TAG.sub("", text)


@cache
def named(text: str) -> tuple[str, ...]:
    """The figures that {{ }} and {% %} in `text` name, by their dotted names."""
    if (tree := parsed(text)) is None:
        return ()
    found = [_dotted(node) for node in tree.find_all((nodes.Getattr, nodes.Getitem))]
    return tuple(dict.fromkeys(name.removeprefix(COMPUTED) for name in found if name))


def _dotted(node: nodes.Node) -> str | None:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            inside, last = _dotted(node.node), node.attr
        case nodes.Getitem() if isinstance(node.arg, nodes.Const):
            inside, last = _dotted(node.node), str(node.arg.value)
        case _:
            return None
    return f"{inside}.{last}" if inside else None


def evidence(told_of: Joint, losses: Sequence[Loss]) -> dict[str, str]:
    """Year, points, the figures that rules and sentences use with what they were computed from, bare gaps, reasons."""
    author, marks = told_of.author, told_of.marks
    told = {YEAR: str(author.facts[YEAR]), POINTS: chinese.points(sum((x.points for x in losses), Decimal(0)))}
    for mark in marks:
        for name in (*mark.used, *_in_sentences(author, mark)):
            told |= _figure(author, name)
    for name in _in_group(told_of):
        told |= _figure(author, name)
    shown_values = set(told.values())
    for mark in marks:
        bare: dict[str, list[str]] = {}
        for gap in mark.gaps:
            if gap.actual not in shown_values:
                bare.setdefault(gap.code, []).append(gap.content)
        told |= {f"失分点{code}": "；".join(contents) for code, contents in bare.items()}
        if mark.reason and _DIGIT.search(mark.reason) and mark.reason not in told.values():
            told[f"理由{mark.code}"] = mark.reason
    told |= {f"说明{x.code}": x.note for x in losses if x.note and not any(m.code == x.code for m in marks)}
    # what people wrote is as they wrote it; figures are the same with separators and without
    return {n: v if n.startswith(("理由", "说明")) else unseparated(v) for n, v in told.items()}


def _in_sentences(author: Author, mark: Mark) -> list[str]:
    """The figures that the pack's sentences about `mark` name."""
    texts = [title[0]] if (title := author.wording.phrases(worded_by(mark), mark.gaps[0].kind, "title")) else []
    texts += [value for value, _, _ in author.sentences(mark, "description")]
    for wordings, _, _ in author.sentences(mark, "measures"):
        texts += _texts(wordings)
    return [name for text in texts for name in author.wording.known.names(text, named)]


def _in_group(told_of: Joint) -> list[str]:
    """The figures that the sentences of the group name."""
    if told_of.group is None:
        return []
    _, group = told_of.group
    texts = (group.title, *_texts(group.measures or ()))
    return [name for text in texts for name in told_of.author.wording.known.names(text, named)]


def _texts(wordings: Sequence[MeasureWording]) -> list[str]:
    return [text for w in wordings for text in (w.text, w.outcome, w.due, w.when and condition(w.when)) if text]


def _figure(author: Author, name: str) -> dict[str, str]:
    """A figure or fact as shown, followed by what it was computed from; nothing where it is no number."""
    figure = author.figures.get(name)
    if figure is None:
        value = _fact(author.facts, name)
        number = isinstance(value, Decimal | int) and not isinstance(value, bool)
        return {name: shown(value, _units().get(name) or author.units.get(name, ""))} if number else {}
    told = {name: shown(author.scorecard.measured(name, figure.value), figure.unit)}
    for used in figure.inputs:
        told |= _figure(author, used.name) if used.name in author.figures else {used.name: used.value}
    return told


def _fact(facts: Mapping[str, Any], name: str) -> Any:
    value: Any = facts
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


@cache
def _units() -> Mapping[str, str]:
    return {name: unit for name, (unit, _) in described().items()}
