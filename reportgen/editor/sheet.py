"""The blank score table of a pack as a workbook, to be handed out."""

from __future__ import annotations

from reportgen import report
from reportgen.editor.trial.names import Voice
from reportgen.packs.pack import Pack
from reportgen.sheets import scoretable


def score_table(pack: Pack) -> bytes:
    """The blank 评分表 of `pack` as .xlsx."""
    table = report.scoretable(Voice(pack.name, pack.info, pack.framework, pack.formulas).full)
    return scoretable.score_table(pack.info.annex_title, table)
