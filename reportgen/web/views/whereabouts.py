"""Where in the page of a department something stands: addresses below that of the department."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from reportgen.pipeline import Step
from reportgen.values import Frozen
from reportgen.web.folder import DEPT, marked
from reportgen.web.views.form import FilledPages

PLAN, PROJECTS = "整改.yaml", "项目"
MEASURES = "措施"


def field_address(page: int, field: str) -> str:
    """A field, or a cell, on a page of the form; the page alone without one."""
    return f"fill/{page}" + (f"#f:{field}" if field else "")


def project_address(file: str) -> str:
    """The form of a project by its file."""
    return f"project/{marked([Path(file)])[0].mark}"


def text_address(file: str, line: str | int | None = None) -> str:
    """A file as text, at a line."""
    return f"text?file={quote(file)}" + (f"#line:{line}" if line else "")


def box_id(problem: int, measure: int | None, key: str) -> str:
    """What the box of a text of 整改.yaml is called in the page."""
    return f"a:{problem}:{'' if measure is None else measure}:{key}"


def plan_address(place: str) -> str:
    """A place in 整改.yaml as `pipeline.plan_place` names it: the box of a text, or the card of a problem."""
    match place.split("/"):
        case ["" | "问题"]:
            return "problems"
        case [problem]:
            box = f"p:{problem}"
        case [problem, key]:
            box = f"new:{problem}" if key == MEASURES else box_id(int(problem), None, key)
        case [problem, measure, *key]:
            box = box_id(int(problem), int(measure), key[0])
    return f"problems#{box}"


class ShownStep(Frozen):
    """A step of the history: what was done, with the page where, and the address of that."""

    told: str
    to: str


def shown_step(step: Step, filled: FilledPages) -> ShownStep:
    """`step` as it is told; what it is about may be gone by now, then its page is what is left."""
    page, to = _place(step, filled)
    return ShownStep(f"{step.what}（“{page}”页）", to)


def _place(step: Step, filled: FilledPages) -> tuple[str, str]:
    if step.line is not None:
        return "原文", text_address(step.file, step.line)
    if "/" in step.file:
        return "项目", f"{project_address(step.file)}#f:{step.place}"
    if step.file != DEPT:
        return "整改", plan_address(step.place)
    number = filled.page_of(step.place)
    if number is None:
        return "原文", text_address(step.file)
    return filled.plans[number].title, field_address(number, filled.near(step.place))
