"""The marks of a department as if what is wrong in its dept.yaml had not been written: what can be said until then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Refused, Severity, errors
from reportgen.evaluation import Evaluation
from reportgen.facts.records.telling import Kind
from reportgen.facts.source import Path as YamlPath
from reportgen.facts.source import Source
from reportgen.findings import rectification
from reportgen.projects.form_files import files as project_files
from reportgen.scoring.mark import REASON_LACKS
from reportgen.stages.assessing import judge
from reportgen.stages.inputs import Inputs, Wanted, read
from reportgen.values import Frozen, replace

_LACKING = ("K213", "K214", "section", "project-without")  # said of what was left out, too
_ROUNDS = 5  # without a wrong value others may be wrong that hang on it


class Spared(Frozen):
    """What is left of a department without what is wrong, its marks, and what is said of it; never to be reported."""

    inputs: Inputs
    evaluation: Evaluation
    told: tuple[Diagnostic, ...] = ()


def spared(dept: Path, source: Source | None, wanted: Wanted, found: Iterable[Diagnostic]) -> Spared | None:
    """The department without the values, and the files beside it, that the errors `found` are about.

    None where that is none, either.
    """
    without: set[YamlPath] = set()
    unread: set[Path] = set()
    beside = {dept.with_name(rectification.FILE), *project_files([dept.parent], Trail())}
    for _ in range(_ROUNDS):
        more = {path for one in errors(found) if source for path in _path(one, dept, source, without)}
        files = {Path(one.position.file) for one in errors(found) if one.position} & beside - unread
        if not more and not files:
            return None
        without, unread = without | more, unread | files
        try:
            inputs, noted = read(dept, replace(wanted, without=tuple(without), unread=frozenset(unread)))
            evaluation, told = judge(inputs, draft=True)
            return Spared(inputs, evaluation, tuple(one for one in (*noted, *told) if one.code not in _LACKING))
        except Refused as refusal:
            found = refusal.diagnostics
    return None


def _path(one: Diagnostic, dept: Path, source: Source, without: Collection[YamlPath]) -> list[YamlPath]:
    """The deepest value, or key, at which an error is told; of something left out the group or the row that lacks it.

    Only one that is not among those `without`, so that what is still wrong takes more with it.
    """
    at = one.position
    if at is None or not at.line or not at.column or Path(at.file) != dept:
        return []
    found = {path for path, _ in source.standing({(at.line - 1, at.column - 1)}) if path}
    return sorted(found.difference(without), key=len, reverse=one.code != Kind.MISSING)[:1]


def lacks_reason(one: Diagnostic) -> bool:
    """Whether an answer stands and only its 理由 does not."""
    return one.hint == REASON_LACKS and one.severity is Severity.ERROR


def is_incomplete(one: Diagnostic) -> bool:
    """Whether it is an error only until more is filled in: an answer without 理由, a row or a group without a field."""
    return lacks_reason(one) or (one.code == Kind.MISSING and one.severity is Severity.ERROR)


def as_missing(one: Diagnostic) -> Diagnostic:
    """What is only not complete is no fault while it is typed: told as what is still missing.

    It does not count until then, and no report is made of it.
    """
    if not is_incomplete(one):
        return one
    if one.code == Kind.MISSING:
        return replace(one, severity=Severity.WARNING, hint=f"{one.hint}；填全才计入，也才能生成报告")
    message = f"还缺理由：{one.message.removesuffix('，须写理由')}"
    return replace(
        one, severity=Severity.WARNING, message=message, hint="写上“理由”才计入；在此以前这一答不算数，也不能生成报告"
    )
