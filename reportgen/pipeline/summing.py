"""Many 评价结果.json to the bureau's summary: gathered by one wing, written as a workbook by another or as Word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reportgen import report, word
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.findings.deadlines import named_day
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.stages.inputs import pack_roots
from reportgen.summary import docx_names, gathering, tables, trial
from reportgen.summary.ranking import Ranking, standing
from reportgen.tabular import Table

TEMPLATE = "汇总.docx"


def summed(
    folders: Sequence[Path], year: int | None = None, roster: Sequence[str] = (), cache: Cache = NONE
) -> tuple[Ranking, list[Diagnostic]]:
    """All departments whose results lie in `folders`, in their order, and what could not be used; raises Refused."""
    gathered, found = gathering.gathered(folders, year, roster)
    names = sorted({result.whole.pack for result in gathered.results})
    return standing(gathered, {name: _digest(name, folders[0], cache) for name in names}), found


def _digest(name: str, beside: Path, cache: Cache) -> str | None:
    """What pack `name` is now; None where it is not here."""
    try:
        return packs.load(name, pack_roots(beside), None, cache)[0].digest
    except Refused:
        return None


def summary_workbook(summary: Ranking, today: dt.date) -> bytes:
    """汇总.xlsx."""
    from reportgen.sheets import book  # noqa: PLC0415 - Word's summary, and a check of its template, need no workbook

    return book.workbook(summary_tables(summary), tables.charts(summary), today)


def summary_tables(summary: Ranking) -> list[Table]:
    """The sheets of 汇总.xlsx as values."""
    return tables.tables(summary, tables.measures(summary, named_day))


def summary_report(summary: Ranking, beside: Path, pack: str | None = None, cache: Cache = NONE) -> bytes:
    """汇总.docx by the template of `pack`, by default that of most departments; raises Refused."""
    chosen = pack or Counter(row.result.whole.pack for row in summary.rows).most_common(1)[0][0]
    made, _ = packs.load(chosen, pack_roots(beside), None, cache)
    told = docx_names.context(summary, made.info)
    finished = _template(made).made(told)
    if wrong := errors(word.check(finished, told)):
        raise Refused(wrong)
    return finished.zipped()


def summary_faults(name: str, roots: Sequence[Path], cache: Cache = NONE) -> list[Diagnostic]:
    """What is wrong with the 汇总.docx that pack `name` has itself, tried on made-up departments."""
    try:
        if not (packs.find(name, roots) / TEMPLATE).is_file():
            return []
        pack, _ = packs.load(name, roots, None, cache)
        template = _template(pack)
        found = list(template.diagnostics)
        for tried in trial.trials():
            told = docx_names.context(tried, pack.info)
            found += word.check(template.made(told), told)
    except Refused as refusal:
        return list(refusal.diagnostics)
    return list(dict.fromkeys(found))


def _template(pack: Pack) -> word.Template:
    path = pack.nearest(TEMPLATE)
    return word.Template(path, search=pack.folders, filters=report.TEMPLATE_FILTERS, cache=pack.cache)
