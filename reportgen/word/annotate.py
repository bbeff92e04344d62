"""A copy of a template with the findings of a check as Word comments, each at its paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from reportgen.diagnostics import Diagnostic
from reportgen.word.tags.places import places
from reportgen.word.wordml import w

AUTHOR, INITIALS = "reportgen", "核查"


def annotate(docx: bytes, findings: Iterable[Diagnostic]) -> bytes:
    """`docx` with a comment for each of `findings`.

    What stands in no paragraph of the body (in headers, styles, the page) is told at the first paragraph, since Word
    takes no comments there.
    """
    document = Document(BytesIO(docx))
    body: Any = document.element.body
    spots: dict[str, Any] = {}
    for element, place in places(body):
        spots.setdefault(place, element)
    if not spots:
        spots[""] = body.add_p()
    first = next(iter(spots.values()))
    for finding in findings:
        at = finding.position
        target = spots.get(at.place if at else "")
        words = _words(finding) if target is not None else f"{_where(finding)}{_words(finding)}"
        document.add_comment(_runs(first if target is None else target), text=words, author=AUTHOR, initials=INITIALS)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _words(finding: Diagnostic) -> str:
    return f"{finding.severity.value}：{finding.message}" + (f"\n{finding.hint}" if finding.hint else "")


def _where(finding: Diagnostic) -> str:
    return f"【{finding.position}】" if finding.position else ""


def _runs(paragraph: Any) -> list[Run]:
    """The runs of a paragraph, an empty one where it has none."""
    runs: list[Any] = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
    if not runs:
        runs = [etree.SubElement(paragraph, w("r"))]
    nowhere: Any = None
    return [Run(run, Paragraph(paragraph, nowhere)) for run in (runs[0], runs[-1])]
