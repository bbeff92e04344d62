"""A copy of a template with the findings of a check as Word comments, each at its paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from reportgen.diagnostics import Diagnostic
from reportgen.word.anchors.comments import Comments
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.whereabouts import places
from reportgen.word.ooxml.wordml import Element, w

AUTHOR, INITIALS = "reportgen", "核查"


def annotate(docx: bytes, findings: Iterable[Diagnostic]) -> bytes:
    """`docx` with a comment for each of `findings`.

    What stands in no paragraph of the body (in headers, styles, the page) is told at the first paragraph, since Word
    takes no comments there.
    """
    finished = Finished(docx)
    tree = finished.tree(finished.main)
    body = next(tree.iter(w("body")))
    comments = Comments(finished, AUTHOR, INITIALS)
    spots: dict[str, Element] = {}
    for element, place in places(body):
        spots.setdefault(place, element)
    if not spots:
        body.insert(0, spots.setdefault("", etree.Element(w("p"))))
    first = next(iter(spots.values()))
    for finding in findings:
        at = finding.position
        target = spots.get(at.place if at else "")
        lines = [*_words(finding)] if target is not None else [*_where(finding), *_words(finding)]
        runs = _runs(first if target is None else target)
        comments.add(runs[0], runs[-1], lines)
    comments.save()
    finished.put_tree(finished.main, tree)
    return archive.write(finished.entries.values())


def _words(finding: Diagnostic) -> Iterator[str]:
    yield f"{finding.severity.value}：{finding.message}"
    if finding.hint:
        yield finding.hint


def _where(finding: Diagnostic) -> Iterator[str]:
    if finding.position:
        yield f"【{finding.position}】"


def _runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph, an empty one where it has none."""
    runs = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
    return runs or [etree.SubElement(paragraph, w("r"))]
