"""What the terminal shows of a pack: its differences, its framework, its variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reportgen.cli.show import tabulated
from reportgen.diagnostics import Diagnostic, Position
from reportgen.editor.catalogue.variables import Variable
from reportgen.editor.merged.diff import Change
from reportgen.editor.merged.origins import Origin

NOTHING = "（无）"
_WHOLE = ("出处", "单位", "过滤器")  # columns that a reader copies from: never broken


def changes(found: Sequence[Change], old: str, new: str, out: Console) -> None:
    """Every difference between two packs, in a table for each subject."""
    if not found:
        out.print(f"{old} 与 {new} 没有不同。", markup=False)
    for subject in dict.fromkeys(change.subject for change in found):
        own = [change for change in found if change.subject == subject]
        out.print(f"{subject}（{len(own)} 处）", style="bold", markup=False)
        rows = [(c.name, c.before or NOTHING, c.after or NOTHING) for c in own]
        tabulated(table(("项目", old, new), rows), out)


def from_here(found: Sequence[Diagnostic], folder: Path) -> list[Diagnostic]:
    """The same findings, with files below `folder` named from there."""
    return [replace(d, position=_from(d.position, folder)) if d.position else d for d in found]


def _from(position: Position, folder: Path) -> Position:
    path = Path(position.file)
    return replace(position, file=str(path.relative_to(folder))) if path.is_relative_to(folder) else position


def origins(found: Sequence[Origin], out: Console) -> None:
    """Values of a pack, those of one indicator under its name, each with the place where it is written."""
    rows: list[tuple[str, ...]] = []
    last = ""
    for one in found:
        head = f"{one.code} {one.name}".strip()
        rows.append((head if head != last else "", one.field, one.text, one.place))
        last = head
    tabulated(table(("指标", "项目", "值", "出处"), rows), out)


def variables(found: Sequence[Variable], out: Console) -> None:
    """Names with meaning, unit and sample."""
    rows = [(v.name, v.meaning, v.unit, v.sample) for v in found]
    tabulated(table(("变量", "含义", "单位", "样例"), rows), out)


def filters(found: Sequence[tuple[str, str]], out: Console) -> None:
    """Filters with what they do."""
    tabulated(table(("过滤器", "作用"), found), out)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain texts."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold", no_wrap=heading in _WHOLE)
    for row in rows:
        made.add_row(*(cell.replace("[", "\\[") for cell in row))
    return made
