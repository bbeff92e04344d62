"""The report as it would be made now, drawn for a page: what is generated in it with the notes of a review copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from reportgen import report
from reportgen.chinese import thousands
from reportgen.diagnostics import Position, Refused, error
from reportgen.drawing import DrawnDocument
from reportgen.evaluation import Evaluation, drawn_up
from reportgen.facts.source import ordinary
from reportgen.packs.pack import Pack
from reportgen.pipeline.live.looking import Looked
from reportgen.pipeline.outputs.review import reviewed
from reportgen.stages.assessing import evaluate
from reportgen.stages.inputs import Inputs
from reportgen.stages.printing import Press, composed, printed
from reportgen.system import why
from reportgen.values import Frozen
from reportgen.word.drawn import draw


class Preview(Frozen):
    """A document drawn; `draft` where the data are not complete yet, `title` what it is called."""

    drawn: DrawnDocument
    title: str
    draft: bool = False


def preview(looked: Looked, compiled: Callable[[Pack], Press], now: dt.datetime) -> Preview:
    """The report of a department, each generated sentence with its note; raises Refused where none can be made."""
    inputs, evaluation = _whole(looked)
    review = reviewed(inputs, evaluation, now)
    with thousands(evaluation.grouped):
        made = composed(evaluation, compiled(inputs.pack), report.context(evaluation), review)
    return Preview(draw(made), _title(evaluation), evaluation.draft)


def previewed_file(looked: Looked, compiled: Callable[[Pack], Press]) -> bytes:
    """The same report as .docx, without notes; raises Refused."""
    inputs, evaluation = _whole(looked)
    return printed(evaluation, compiled(inputs.pack))


def drawn_file(path: Path) -> Preview:
    """Any .docx drawn as it is; raises Refused where it is none."""
    try:
        return Preview(draw(ordinary(path), str(path)), path.name)
    except OSError as failure:
        raise Refused([error("no-file", f"文件无法读取：{why(failure)}", "", Position(str(path)))]) from failure


def _whole(looked: Looked) -> tuple[Inputs, Evaluation]:
    """What the report is made from: as a final one where nothing is missing, else as a draft."""
    if looked.inputs is None or looked.evaluation is None:
        raise Refused(looked.found)
    try:
        return looked.inputs, evaluate(looked.inputs)[0]
    except Refused:
        return looked.inputs, drawn_up(looked.evaluation, looked.inputs.facts, looked.inputs.source)


def _title(evaluation: Evaluation) -> str:
    department = evaluation.department
    return f"{department.office.name}{department.year}年度{evaluation.words.title}"
