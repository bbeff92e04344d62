"""What the terminal shows of a pack: its differences, its framework, its variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.show import Out, ShownRow
from reportgen.diagnostics import Diagnostic, Position
from reportgen.values import replace

if TYPE_CHECKING:
    from reportgen.editor.catalogue.variables import Variable
    from reportgen.editor.merged.diff import Difference
    from reportgen.editor.merged.origins import PackOrigin

NOTHING = "（无）"


def changes(found: Sequence[Difference], old: str, new: str, out: Out) -> None:
    """Every difference between two packs, in a table for each subject."""
    if not found:
        out.print(f"{old} 与 {new} 没有不同。")
    for subject in dict.fromkeys(change.subject for change in found):
        own = [change for change in found if change.subject == subject]
        out.print(f"{subject}（{len(own)} 处）", bold=True)
        rows = [(c.name, c.before or NOTHING, c.after or NOTHING) for c in own]
        out.table(("项目", old, new), map(ShownRow, rows))


def from_here(found: Sequence[Diagnostic], folder: Path) -> list[Diagnostic]:
    """The same findings, with files below `folder` named from there."""
    return [replace(d, position=_from(d.position, folder)) if d.position else d for d in found]


def _from(position: Position, folder: Path) -> Position:
    return replace(position, file=shortened(Path(position.file), folder))


def shortened(path: Path, folder: Path) -> str:
    """`path` as it is called from `folder`, if it lies below it."""
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def origins(found: Sequence[PackOrigin], out: Out) -> None:
    """Values of a pack, those of one indicator under its name, each with the place where it is written."""
    rows: list[tuple[str, ...]] = []
    last = ""
    for one in found:
        head = f"{one.code} {one.name}".strip()
        rows.append((head if head != last else "", one.field, one.text, one.place))
        last = head
    out.table(("指标", "项目", "值", "出处"), map(ShownRow, rows))


def variables(found: Sequence[Variable], out: Out) -> None:
    """Names with meaning, unit and sample."""
    rows = [(v.name, v.meaning, v.unit, v.sample) for v in found]
    out.table(("变量", "含义", "单位", "样例"), map(ShownRow, rows))


def filters(found: Sequence[tuple[str, str]], out: Out) -> None:
    """Filters with what they do."""
    out.table(("过滤器", "作用"), map(ShownRow, found))


def kinds(purposes: Mapping[str, str], out: Out) -> None:
    """The kinds of rules and what each is for."""
    out.table(("类型", "用在什么地方"), map(ShownRow, purposes.items()))
