"""--annotate: what is said of the cells of a form, as comments in a copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.cli import saving, show
from reportgen.diagnostics import Diagnostic

_OTHERS = (".xls", ".ods", ".xlsm", ".et")


def annotated(forms: Sequence[Path], found: Sequence[Diagnostic], out: show.Out) -> None:
    """Beside each workbook of which something is said, a copy with comments."""
    for path in forms:
        if path.suffix.lower() in _OTHERS:
            out.print(f"“{path.name}”写不了批注，请在 Excel 或 WPS 里另存为 .xlsx")
        elif path.suffix.lower() == ".xlsx" and (noted := pipeline.noted_form(path, found)):
            target = path.with_stem(f"{path.stem}-批注")
            saving.saved(target, noted, out)
            out.print(f"意见已写成批注：{target}")
