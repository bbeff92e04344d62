"""Problems that speak of an indicator without loss: praise of it would deny them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Refused
from reportgen.facts.source import Source
from reportgen.findings.author import Author, worded_by
from reportgen.findings.rectification import ACTIVE, Entry, Rectification
from reportgen.findings.written import Written
from reportgen.scoring.mark import Mark

UNTITLED = "存在的问题"


def troubles(author: Author, people: Rectification, source: Source) -> dict[str, str]:
    """By 编号 of each indicator without loss, the title of the first problem in 整改.yaml that speaks of it.

    Any problem speaks of what it names in full; one that costs nothing also of what the pack's 提及 knows it by.
    """
    marks = [node.mark for node in author.scorecard.nodes if node.mark]
    whole = [mark for mark in marks if not mark.pending and not mark.lost]
    lost = {mark.code for mark in marks if mark.lost}
    found: dict[str, str] = {}
    for i, entry in enumerate(people.entries):
        if entry.codes and not lost & {*entry.codes}:
            continue  # claims says that it is left out of the report
        text = "".join(filter(None, (entry.title, entry.description, entry.cause)))
        for mark in whole:
            if any(word in text for word in _words(author, mark, entry)):
                found.setdefault(mark.code, _title(author, Written(entry, source, (ACTIVE, i))))
    return found


def _words(author: Author, mark: Mark, entry: Entry) -> Iterator[str]:
    """The words by which `entry` would speak of `mark`."""
    yield mark.name
    if not entry.codes and (mentions := author.wording.phrases(worded_by(mark), mark.kind, "mentions")):
        yield from mentions[0]


def _title(author: Author, written: Written) -> str:
    """The title as the report has it; that it cannot be made is told where the problems are."""
    try:
        return written.text(author, author.facts, "title") or UNTITLED
    except Refused:
        return UNTITLED
