"""The rules over statements at work on a report of ours: what people wrote in it against its data and itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import astuple

from reportgen import chinese
from reportgen.checks.own_indicators import reached
from reportgen.diagnostics import Diagnostic, Position
from reportgen.evaluation import Evaluation
from reportgen.facts.naming import records
from reportgen.facts.source import Source
from reportgen.language.tag import OPENING
from reportgen.statements import Ground, Remark, look
from reportgen.statements.outlines import read_outline
from reportgen.statements.report import Paragraph, Place, Report, bare

TWICE = "K904"
NOWHERE = Source("", {}, {}, {})
_SAID = {"公众满意度": "满意度.值"}  # what texts call a fact


def written(evaluation: Evaluation, outline: str, source: Source) -> Iterator[Diagnostic]:
    """Every remark on the report, at the line of dept.yaml where the words stand, else at their chapter."""
    lines = list(_lines(source))
    report = read_outline(outline)
    answers = tuple(_answers(evaluation))
    whole = Report((*report.blocks, *answers), report.name)
    notes = "".join(map(bare, evaluation.scorecard.notes))  # printed in two chapters on purpose
    for remark in look(whole, ground(evaluation, own=True)):
        if remark.code == TWICE and bare(remark.quote).rstrip("。；") in notes:
            continue
        where, position = _found(remark, lines)
        if evaluation.draft and position is None and OPENING in remark.quote:
            continue  # what a draft has for what is missing
        yield told(remark, where, position)


def _answers(evaluation: Evaluation) -> Iterator[Paragraph]:
    """What is written under 自评 and not printed: reasons and evidence."""
    for code, answer in evaluation.department.answers.items():
        for text in (answer.reason, *answer.evidence):
            if text:
                yield Paragraph(bare(text), Place(f"自评.{code}", order=10**9), (f"自评.{code}",))


def ground(evaluation: Evaluation, *, own: bool = False) -> Ground:
    """What the rules are told of an evaluation: year, names, and every figure of the data."""
    department = evaluation.department
    office = department.office
    return Ground(
        year=department.year,
        office=office.name,
        selves=tuple(filter(None, (office.name, office.short, office.self_name))),
        facts=known(evaluation),
        values=frozenset(_amounts(evaluation)),
        rows=reached(evaluation),
        marks={n.name: (n.full, n.points) for n in evaluation.scorecard.nodes if n.mark and n.points is not None},
        own=own,
    )


def known(evaluation: Evaluation) -> Mapping[str, Decimal]:
    """The facts and figures by name, rates as percentages."""
    found: dict[str, Decimal] = {}
    for name, value in evaluation.stated.items():
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            found[name] = Decimal(value)
    for name, figure in evaluation.figures.items():
        if figure.value is not None:
            found[name.replace("序时执行率", "执行率")] = figure.value * 100 if figure.unit == "%" else figure.value
    if evaluation.department.regulations:
        found["制度.项数"] = Decimal(len(evaluation.department.regulations))
    said = {text: found[fact] * 100 for text, fact in _SAID.items() if fact in found}
    return {**found, **said}


def _amounts(evaluation: Evaluation) -> Iterator[Decimal]:
    """Every amount of the data and of the figures, to two places and without its sign."""
    given: list[Any] = [*evaluation.stated.values()]
    given += [value for rows in records(evaluation.department).values() for row in rows for value in astuple(row)]
    given += [figure.value for figure in evaluation.figures.values() if figure.unit == "万元"]
    return (chinese.rounded(abs(value), 2) for value in given if isinstance(value, Decimal))


def told(remark: Remark, where: str, position: Position | None) -> Diagnostic:
    """A remark as a diagnostic."""
    hint = f"应为 {remark.expected}" if remark.expected else ""
    message = f"“{remark.quote}”：{remark.said}" if position else f"{where}“{remark.quote}”：{remark.said}"
    return Diagnostic(remark.code, message, hint, position, remark.level, where, remark.quote)


def _lines(source: Source) -> Iterator[tuple[str, str, Position]]:
    """The narrative line by line: field, text without spaces and marks, place."""
    given: Any = source.data.get("叙述") if isinstance(source.data, dict) else None
    for name, text in (given or {}).items():
        for number, line in enumerate(str(text or "").split("\n")):
            words = bare(line).lstrip("#").replace("*", "")
            if words:
                yield f"叙述.{name}", words, source.line(("叙述", name), number)


def _found(remark: Remark, lines: list[tuple[str, str, Position]]) -> tuple[str, Position | None]:
    """The field and the place of the words of a remark; the chapter where no field has them."""
    quote = remark.quote
    for where, words, position in lines:
        if quote in words:
            column = (position.column or 1) + max(0, _column(position.text, quote))
            return where, Position(position.file, position.line, column, position.text)
    return remark.place.words, None


def _column(line: str, quote: str) -> int:
    """Where a quote begins in a line, which may have spaces in it."""
    return line.strip().find(quote[:4])
