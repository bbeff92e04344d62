"""From the files under 项目/ to the sheets of the report, and to a department that knows its projects' scores."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, errors
from reportgen.facts.naming import rows
from reportgen.facts.records.dossier import Department
from reportgen.facts.source import Source
from reportgen.projects import carrying, project_rules, written_form
from reportgen.projects.appraised import Appraisals
from reportgen.projects.project_sheet import ProjectSheet, ProjectSheets, share
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.shares import marks
from reportgen.values import Frozen

ZERO = Decimal(0)


class Projects(Frozen):
    """The department with its projects' scores, their sheets, and what a finished report still waits for."""

    department: Department
    sheets: ProjectSheets = ProjectSheets()
    asked: tuple[Diagnostic, ...] = ()


def appraise(  # noqa: PLR0913, PLR0917 - what, for whom, by which rules
    paths: Sequence[Path],
    department: Department,
    source: Source,
    packs: Sequence[Path],
    trail: Trail,
    kept: Appraisals | None = None,
) -> tuple[Projects | None, list[Diagnostic]]:
    """The forms in `paths` by the rules of the pack in the folders `packs`; None with errors.

    What each came to before is `kept`.
    """
    of_pack, found = project_rules.load(packs)
    written, told = written_form.read(paths, department.year, trail)
    found += told
    if of_pack is None or errors(found):
        return None, found
    listed = {str(row["名称"].value): row for row in rows(department, "项目", source)}
    kept, office = kept or Appraisals(), department.office.name
    made = [kept.of(one, of_pack, listed.get(one.form.name, {}), office) for one in written]
    both = tuple((one.marked, one.sheet) for one in made)
    found += [diagnostic for one in made for diagnostic in one.told]
    found += carrying.compared(department, listed, both, of_pack, source)
    found += carrying.doubted(department, both, of_pack, source)
    if errors(found):
        return None, found
    asked = tuple(diagnostic for one in made for diagnostic in one.asked)
    return Projects(
        carrying.carried(department, both), _sheets(tuple(one.sheet for one in made), of_pack), asked
    ), found


def _sheets(sheets: tuple[ProjectSheet, ...], of_pack: project_rules.ProjectRules) -> ProjectSheets:
    budget, spent = _sum(sheets, "budget"), _sum(sheets, "spent")
    totals = [sheet.total for sheet in sheets if sheet.total is not None]
    complete = len(totals) == len(sheets) and totals
    return ProjectSheets(
        title=of_pack.title,
        summary=of_pack.summary,
        sheets=sheets,
        budget=budget,
        spent=spent,
        rate=share(spent, budget),
        mean=marks(EXACT.divide(sum(totals, ZERO), Decimal(len(totals)))) if complete else None,
    )


def _sum(sheets: Sequence[ProjectSheet], own: str) -> Decimal | None:
    """The sum of a column; None while one is not known."""
    amounts = [getattr(sheet, own) for sheet in sheets]
    return None if None in amounts else sum(amounts, ZERO)
