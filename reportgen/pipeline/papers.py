"""What a pack, or an audit, hands out as a workbook: made by one wing, written by another."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.audit import forms
from reportgen.editor import papers
from reportgen.packs.pack import Pack
from reportgen.sheets import opinions, scoretable
from reportgen.statements import Remark


def score_workbook(pack: Pack) -> bytes:
    """The blank 评分表 of `pack` as .xlsx, to be handed out."""
    return scoretable.score_table(pack.info.annex_title, papers.blank_scores(pack))


def opinions_workbook(remarks: Iterable[Remark], name: str) -> bytes:
    """核查意见表 of the report `name` as .xlsx."""
    return opinions.workbook(forms.title(name), forms.HEADS, forms.rows(remarks), forms.CHARACTERS)
