"""整改.底稿.json: what the tool itself last wrote into 整改.yaml, so that it can tell its own words from people's.

Without it everything in 整改.yaml is a person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.facts.records.record import InvalidError, Record, listed, mapped, named, optional
from reportgen.facts.source import Reader, ordinary
from reportgen.values import replace

FILE = "整改.底稿.json"
VERSION = 1
NOTE = (
    "工具自用，请勿修改：记录工具上次写入 整改.yaml 的文字和数字，用来分辨哪些是人改过的。"
    "删去本文件，整改.yaml 的全部文字视为人工填写。"
)


class Kept(Record):
    """A measure as the tool last wrote it; `key` is the place of its wording in the pack."""

    key: str = named("键")
    text: str = named("措施")
    due: str | None = optional("时限")
    outcome: str | None = optional("成果")


class Seen(Record):
    """A person's text as last seen, the figures it may have been written for, and those marked 过期 about it."""

    text: str = named("现稿")
    values: dict[str, tuple[str, ...]] = mapped("数字")
    marked: tuple[str, ...] = listed("过期")


class Remembered(Record):
    """One entry: the tool's own texts (None where it wrote none), the figures of that day, people's texts as seen."""

    codes: tuple[str, ...] = named("编号")
    gone: bool = named("已消除", default=False)
    title: str | None = optional("标题")
    description: str | None = optional("描述")
    measures: tuple[Kept, ...] | None = optional("措施")
    figures: dict[str, str] | None = optional("数字")
    seen: dict[str, Seen] = mapped("所见")


class Memory(Record):
    """The file as a whole; `absorbed` tells, by place in the report, what was last taken over from Word."""

    note: str = named("说明", default=NOTE)
    version: int = named("版本", default=VERSION)
    entries: tuple[Remembered, ...] = listed("条目")
    absorbed: dict[str, str] = mapped("已吸收")

    def to_json(self, *, indent: int = 1, exclude_none: bool = True) -> str:
        """The text of 整改.底稿.json."""
        return super().to_json(indent=indent, exclude_none=exclude_none) + "\n"


def load(folder: Path, by: Reader = Path.read_bytes) -> tuple[Memory, list[Diagnostic]]:
    """What is remembered in `folder`; nothing where the file is missing or is not what the tool wrote."""
    path = folder / FILE
    try:
        memory = Memory.from_json(ordinary(path, by))
    except FileNotFoundError:
        return Memory(), []
    except (OSError, InvalidError):
        memory = Memory(version=0)
    if memory.version == VERSION:
        return memory, []
    message = f"“{FILE}”已损坏或不是本工具所写，整改.yaml 中的文字全部视为人工填写"
    return Memory(), [warning("memory", message, "不影响报告；以后未改动的文字不再随数字更新", Position(str(path)))]


def figures(memory: Memory, codes: Sequence[str]) -> Mapping[str, str]:
    """The figures of the last draft that texts of the entry with `codes` may speak of."""
    found = (e.figures for e in memory.entries if e.codes == tuple(codes) and not e.gone and e.figures)
    return next(found, {})


def having(memory: Memory, place: str, mark: str) -> Memory:
    """`memory` of the change `mark` having been taken over from Word at `place`."""
    return replace(memory, absorbed={**memory.absorbed, place: mark})


def written_for(memory: Memory, codes: Sequence[str], label: str, figures: Mapping[str, str]) -> Memory:
    """`memory` such that the text called `label` of the entry with `codes` may also have been written for `figures`."""

    def told(entry: Remembered) -> Remembered:
        if entry.gone or entry.codes != tuple(codes):
            return entry
        before = entry.seen.get(label, Seen(text=""))
        values = {name: tuple(dict.fromkeys((*before.values.get(name, ()), was))) for name, was in figures.items()}
        seen = replace(before, values={**before.values, **values})
        return replace(entry, seen={**entry.seen, label: seen})

    return replace(memory, entries=tuple(map(told, memory.entries)))


def recall(memory: Memory, places: Sequence[tuple[bool, tuple[str, ...]]]) -> list[Remembered | None]:
    """For each entry of 整改.yaml (已消除?, codes) what is remembered of it: the same codes first, then shared ones."""
    free = list(memory.entries)
    found: list[Remembered | None] = [None] * len(places)
    for alike in (_same, _same_first, _sharing):
        for i, (gone, codes) in enumerate(places):
            if found[i] is None and codes:
                matching = [r for r in free if alike(r.codes, codes)]
                matching.sort(key=lambda r: r.gone != gone)
                if matching:
                    found[i] = matching[0]
                    free.remove(matching[0])
    return found


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a == b


def _same_first(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a[:1] == b[:1]


def _sharing(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool({*a} & {*b})
