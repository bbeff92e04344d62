"""The forms of a department's projects as they stand: what each says, is asked, lacks, and comes to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, Refused, errors
from reportgen.facts import department as departments
from reportgen.facts.blanks.questions import Form, Question, form_of_record
from reportgen.facts.naming import Fact, rows
from reportgen.facts.records.dossier import Department
from reportgen.pipeline.live.looking import Looked, LookedFile, version
from reportgen.projects import form_files, project_rules, written_form
from reportgen.projects.appraised import Appraisals, Appraised
from reportgen.projects.project_form import Goal, ProjectForm
from reportgen.projects.project_rules import ProjectRules
from reportgen.projects.project_sheet import ProjectSheet
from reportgen.stages.inputs import Wanted, pack_roots
from reportgen.values import Frozen, replace

_LINES = ("指标",)
_TOTAL, _UNIT = "资金/合计/", "实施单位"


class LookedProject(LookedFile):
    """One form; `appraised` is None where anything in it is wrong, `missing` is what a finished report waits for."""

    name: str
    appraised: Appraised | None
    missing: tuple[Diagnostic, ...]

    @property
    def sheet(self) -> ProjectSheet | None:
        """The form with its marks."""
        return self.appraised.sheet if self.appraised else None

    @property
    def borrowed(self) -> Mapping[str, str]:
        """Money and office that the form leaves to the project's row in dept.yaml."""
        if self.appraised is None:
            return {}
        marked = self.appraised.marked
        facts = {name: fact for name, fact in marked.totals.facts.items() if not _is_of(self.path, fact.position)}
        own = {_UNIT: marked.unit or ""} if marked.unit != marked.form.unit else {}
        return {**{f"{_TOTAL}{name}": fact.text for name, fact in facts.items()}, **own}


class _Ground(Frozen):
    """What all forms of a department rest on: the rules of its pack, what can be read of it, its projects by name."""

    rules: ProjectRules | None
    department: Department | None
    listed: Mapping[str, Mapping[str, Fact]]
    appraisals: Appraisals


def project_files(dept: Path) -> list[Path]:
    """The forms beside `dept`, in the order of their numbers; none that a link leads to from outside."""
    inside = dept.parent.resolve()
    found = form_files.files([dept.parent], Trail())
    return [path for path in found if path.is_file() and path.resolve().is_relative_to(inside)]


def look_projects(looked: Looked, wanted: Wanted) -> list[LookedProject]:
    """Every form of the department `looked` at; never raises Refused: what is wrong is said in `found`."""
    paths = project_files(looked.path)
    if not paths:
        return []
    ground = _ground(looked, wanted)
    form = project_form(ground.rules)
    return [_look(path, looked, form, ground) for path in paths]


def project_form(rules: ProjectRules | None = None) -> Form:
    """What a project's form asks; with the rules of a pack, what may be chosen and what the weights come to."""
    asked = form_of_record("", ProjectForm, Goal)
    if rules is None:
        return asked
    weights = "、".join(f"{name}{say_points(top.full)}分" for name, top in rules.tops.items())
    chosen = {"一级": tuple(rules.tops), "等级": tuple(rules.words.levels)}
    return replace(
        asked,
        listings=tuple(
            replace(
                listing,
                meaning=f"{listing.meaning}；分值合计：{weights}",
                columns=tuple(_choosing(column, chosen) for column in listing.columns),
            )
            if listing.path == _LINES
            else listing
            for listing in asked.listings
        ),
    )


def _choosing(column: Question, chosen: Mapping[str, tuple[str, ...]]) -> Question:
    return replace(column, choices=chosen.get(column.path[-1], column.choices))


def _ground(looked: Looked, wanted: Wanted) -> _Ground:
    rules, department, source = None, None, None
    try:
        if looked.form:
            pack, _ = wanted.load(looked.form.pack, pack_roots(looked.path), None, wanted.cache)
            rules, _ = project_rules.load(pack.folders)
    except Refused:
        rules = None
    if looked.inputs:
        department, source = looked.inputs.department, looked.inputs.source
    else:
        department, source, _ = departments.load(looked.path)
    listed = {str(row["名称"].value): row for row in rows(department, "项目", source)} if department and source else {}
    return _Ground(rules, department, listed, wanted.appraisals or Appraisals())


def _look(path: Path, looked: Looked, form: Form, ground: _Ground) -> LookedProject:
    seen, read = version(path), written_form.read_file(path)
    found = list(read.of_text)
    source = None if errors(found) else read.source
    data = source.data if source and isinstance(source.data, dict) else {}
    name = str(data.get("项目名称") or path.stem)
    made, missing = None, tuple[Diagnostic, ...]()
    if ground.rules and source:
        year = str(ground.department.year if ground.department else data.get("年度"))
        made, found, missing = _appraised(path, ground, int(year) if year.isdecimal() else 0)
    of_all = [one for one in looked.found if _is_of(path, one.position)]
    told = tuple(dict.fromkeys([*found, *of_all]))
    return LookedProject(path, seen, source, form, told, name, made, missing)


def _is_of(path: Path, at: Position | None) -> bool:
    """Whether a place is one of the file at `path`."""
    return at is not None and Path(at.file) == path


def _appraised(
    path: Path, ground: _Ground, year: int
) -> tuple[Appraised | None, list[Diagnostic], tuple[Diagnostic, ...]]:
    """The marks of one form alone, what is wrong in it, and what it lacks."""
    written, found = written_form.read([path], year, Trail())
    rules, office = ground.rules, ground.department.office.name if ground.department else ""
    if rules is None or not written or errors(found):
        return None, found, ()
    one = ground.appraisals.of(written[0], rules, ground.listed.get(written[0].form.name, {}), office)
    found += one.told
    return None if errors(found) else one, found, one.asked
