"""What there is to say about an output, and what it is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.evaluation import Evaluation
from reportgen.files import safe_name
from reportgen.packs.pack import Pack
from reportgen.stages.inputs import Inputs
from reportgen.stages.printing import Press, press
from reportgen.values import Frozen


class Job(Frozen):
    """An evaluation of `inputs`, and the moment at which something is made from it; the press, where one was kept."""

    inputs: Inputs
    evaluation: Evaluation
    now: dt.datetime
    kept: Press | None = None
    compiled: Callable[[Pack], Press] = press

    @cached_property
    def press(self) -> Press:
        """The press of the pack; compiled where none was kept."""
        return self.kept or self.compiled(self.inputs.pack)


def _as_given(target: Path) -> Path:
    return target


def _nothing(job: Job) -> Mapping[str, bytes]:
    return {}


class Output(Frozen):
    """A file that is made from an evaluation.

    `title` is what it is called behind department and year, `name` what people call it; `make` gives its bytes and what
    there is to say about them, or raises Refused; `format` says what kind of file that is. It is made as a draft
    `always_draft`. 评价结果.json is that of the output if it is `told` there; else it stays as it was and only
    remembers what was written.
    """

    name: str
    suffix: str
    title: Callable[[Evaluation], str]
    make: Callable[[Job], tuple[bytes, list[Diagnostic]]]
    format: str
    always_draft: bool = False
    told: bool = True
    target: Callable[[Path], Path] = _as_given  # the name of the file, also where a person gave another
    beside: Callable[[Job], Mapping[str, bytes]] = _nothing  # other files that go with it, by name

    def file_name(self, evaluation: Evaluation) -> str:
        """深圳市福田区科技创新局2021年度部门整体绩效评价报告.docx"""
        department = evaluation.department
        draft = "（草稿）" if evaluation.draft else ""
        tail = f"{department.year}年度{self.title(evaluation)}{draft}{self.suffix}"
        return safe_name(department.office.name, tail)
