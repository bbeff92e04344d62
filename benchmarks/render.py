"""Milliseconds per report, warm: plain docxtpl against reportgen.word, the same template and context in one run.

    python benchmarks/render.py                                    the generated sample
    python benchmarks/render.py data/futian-kechuang-2021/dept.yaml   a real report, its inheritance resolved

Every template is measured twice: as Word saves it (fragmented runs), and clean. The outputs are compared part by
part after C14N: as they are for the clean sample; for the others both sides first have their equal neighbouring runs
joined and their revision marks dropped, which ours did when the template was opened.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import equal
import fragment
import sample
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from reportgen.packs.filters import FILTERS
from reportgen.word import Template

WANTED = 25
ROUNDS = 40


@dataclass(frozen=True)
class Job:
    """A template, resolved to one file, with what it is filled with; `joins` when its runs can be joined."""

    name: str
    template: bytes
    context: Mapping[str, Any]
    filters: Mapping[str, Callable[..., Any]]
    joins: bool = True


def main(arguments: list[str]) -> int:
    """Measure, compare, print; 1 when an output differs or the ratio for fragmented runs is below what is wanted."""
    as_word_saves_it, *_ = [_report(job) for job in jobs_of(arguments)]
    return 0 if as_word_saves_it >= WANTED else 1


def jobs_of(arguments: list[str]) -> list[Job]:
    """The generated sample, or the report of the dept.yaml that was named."""
    if arguments:
        import composed  # noqa: PLC0415 - only a real report needs the whole product

        name, template, context, filters = composed.job(Path(arguments[0]))
    else:
        name, template, context, filters = "sample", sample.template(), sample.context(), FILTERS
    return [
        Job(f"{name}, fragmented runs", fragment.fragmented(template), context, filters),
        Job(f"{name}, clean runs", template, context, filters, joins=bool(arguments)),
    ]


def _report(job: Job) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(job.template)
        ours = Template(path, filters=job.filters)
        theirs = _docxtpl(path, job)
        _compare(job, theirs(), ours.render(job.context))
        slow, fast = _measure(theirs, lambda: ours.render(job.context))
    print(f"{job.name}: {fragment.runs(job.template)} runs, {slow / fast:.1f} times as fast")
    print(f"    docxtpl {slow:7.2f} ms    reportgen {fast:6.2f} ms    outputs equal part by part after C14N")
    return slow / fast


def _docxtpl(path: Path, job: Job) -> Callable[[], bytes]:
    """Plain docxtpl, as its manual says: open, render, save; one Jinja environment for all reports."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined)
    jinja.filters.update(job.filters)

    def render() -> bytes:
        document = DocxTemplate(path)
        document.render(dict(job.context), jinja)
        made = BytesIO()
        document.save(made)
        return made.getvalue()

    return render


def _compare(job: Job, theirs: bytes, ours: bytes) -> None:
    if different := equal.differences(theirs, ours, equal.joined if job.joins else None):
        raise SystemExit(f"{job.name}: the outputs differ in {'、'.join(different)}")


def _measure(slow: Callable[[], bytes], fast: Callable[[], bytes]) -> tuple[float, float]:
    """Median milliseconds of each, measured in turns so that both meet the same machine."""
    times: dict[Callable[[], bytes], list[float]] = {slow: [], fast: []}
    for _ in range(ROUNDS):
        for render in (slow, *[fast] * 5):
            begun = time.perf_counter()
            render()
            times[render].append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[slow]), statistics.median(times[fast])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
