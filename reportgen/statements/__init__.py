"""Statements: what a text says in figures and words, and whether it holds.

Paragraphs and tables (`report`, from plain text by `lines`) → figures with labels (`mentions`) and names (`naming`)
→ a `reading` → `rules`, each a plain function, → remarks. What the text cannot tell is handed in as a `Ground`.
"""

from __future__ import annotations

from reportgen.statements.apart import remarks
from reportgen.statements.ground import Bound, Ground, Rate, read_off
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, settled
from reportgen.statements.report import Report
from reportgen.statements.rules import RULES

__all__ = ["RULES", "Bound", "Ground", "Rate", "Reading", "Remark", "Report", "look"]


def look(report: Report, ground: Ground) -> list[Remark]:
    """Every remark of every rule on `report`, in the order of the text."""
    return settled(remarks(Reading(report, read_off(ground, report))))
