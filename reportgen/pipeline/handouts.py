"""What a pack, or an audit, hands out as a workbook: made by one wing, written by another."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.audit import exports
from reportgen.editor import papers
from reportgen.packs.pack import Pack
from reportgen.sheets import opinion_sheet, scoretable
from reportgen.statements import Remark


def score_workbook(pack: Pack) -> bytes:
    """The blank 评分表 of `pack` as .xlsx, to be handed out."""
    return scoretable.score_table(pack.info.annex_title, papers.blank_scores(pack))


def opinions_workbook(remarks: Iterable[Remark], name: str) -> bytes:
    """核查意见表 of the report `name` as .xlsx."""
    return opinion_sheet.workbook(exports.title(name), exports.HEADS, exports.rows(remarks), exports.CHARACTERS)
