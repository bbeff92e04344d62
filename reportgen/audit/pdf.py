"""A PDF as a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportgen import pages
from reportgen.statements.cells import Cells
from reportgen.statements.lines import printed
from reportgen.statements.report import Report, Row, bare


def read(data: bytes, path: Path, progress: Callable[[int, int], None]) -> Report:
    """The report in a PDF; raises Refused for one that is encrypted, damaged, or without text."""
    parts = pages.read(data, path, "audit-file", progress)
    return printed([part.text if isinstance(part, pages.Line) else _cells(part) for part in parts], str(path))


def _cells(grid: pages.Grid) -> Cells:
    return Cells(tuple(Row(tuple(map(bare, row.cells))) for row in grid.rows), 0)
