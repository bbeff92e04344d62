"""What one form came to: its marks, its sheet and what is said of it; kept while all that it rests on is the same."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.chinese import are_set_apart
from reportgen.diagnostics import Diagnostic
from reportgen.facts.naming import Fact
from reportgen.projects import form_remarks
from reportgen.projects.appraisal import sheet
from reportgen.projects.funds import IN_LIST
from reportgen.projects.line_marks import OFFICE, FormMarked, marked
from reportgen.projects.project_rules import ProjectRules
from reportgen.projects.project_sheet import ProjectSheet
from reportgen.projects.written_form import Written
from reportgen.values import Frozen

_KEPT = 256  # forms


class AppraisalGrounds(Frozen):
    """What marks rest on.

    `listed` is the project's money and office in dept.yaml, `office` 主管部门, `grouped` 金额千分位.
    """

    written: Written
    rules: ProjectRules
    listed: Mapping[str, Fact]
    office: str
    grouped: bool


class Appraised(Frozen):
    """A form with its marks; `told` is what is wrong or doubtful in it, `asked` what a finished report waits for."""

    marked: FormMarked
    sheet: ProjectSheet
    told: tuple[Diagnostic, ...]
    asked: tuple[Diagnostic, ...]


class Appraisals:
    """The forms of departments as they were last appraised, by file; each anew where its grounds are others by now."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[AppraisalGrounds, Appraised]] = {}

    def of(self, written: Written, rules: ProjectRules, listed: Mapping[str, Fact], office: str) -> Appraised:
        """The marks of `written`; `listed` is what dept.yaml says of its project, `office` its 主管部门."""
        own = {name: listed[name] for name in (*IN_LIST.values(), OFFICE) if name in listed}
        grounds = AppraisalGrounds(written, rules, own, office, are_set_apart())
        before, made = self._kept.pop(written.source.file, (None, None))
        if made is None or before != grounds:
            made = _appraised(grounds)
        self._kept[written.source.file] = grounds, made
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return made


def _appraised(grounds: AppraisalGrounds) -> Appraised:
    rules = grounds.rules
    one = marked(grounds.written, rules, grounds.listed)
    told, asked = form_remarks.told(one, rules), form_remarks.asked(one, rules)
    return Appraised(one, sheet(one, rules, grounds.office), tuple(told), tuple(asked))
