"""How far a long run has come: a bar on a terminal, one line for each piece elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from reportgen.cli import show

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
_MINUTE = 60


def followed(
    pieces: Iterable[T], total: int, told: Callable[[T], tuple[str, str]], doing: str = "生成报告"
) -> Iterator[T]:
    """`pieces` as they come; `told` gives the line for a piece, and its name for the bar, on which stands `doing`."""
    if sys.stderr.isatty():
        with _bar(doing) as bar:
            yield from _on_a_bar(bar, pieces, total, told)
        return
    out = show.Out()
    for number, piece in enumerate(pieces, 1):
        out.print(f"[{number}/{total}] {told(piece)[0]}")
        yield piece


def _on_a_bar(bar: Progress, pieces: Iterable[T], total: int, told: Callable[[T], tuple[str, str]]) -> Iterator[T]:
    shown = bar.add_task("读取资料", total=total, left="")
    for piece in pieces:
        bar.update(shown, description=told(piece)[1], left=_left(bar, total))
        bar.advance(shown)
        yield piece


def _bar(doing: str) -> Progress:
    from rich.console import Console  # noqa: PLC0415 - a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.description}", markup=False),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _left(bar: Progress, total: int) -> str:
    """How long the rest will take, by what has been done so far."""
    task = bar.tasks[0]
    done = task.completed + 1
    return f"还需约 {lasting((task.elapsed or 0) / done * (total - done))}"


def lasting(seconds: float) -> str:
    """A time as people say it: 45 秒, 3 分 20 秒."""
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
