"""The changes that one entry needs, each applicable to its text and to its data alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from reportgen import chinese
from reportgen.facts.source import Path
from reportgen.findings.draft.evidence import POINTS
from reportgen.findings.draft.plan import Planned, Today
from reportgen.findings.draft.three_way import Merged, PlannedMeasure
from reportgen.findings.rectification import Entry
from reportgen.layout import edits
from reportgen.layout.emit import Item, Row, as_data
from reportgen.patterns import regex
from reportgen.values import Frozen

ENTRY = ("编号", "标题", "描述", "原因", "责任科室", "时限", "措施", POINTS, "所据数字", "过期")
MEASURE = ("措施", "责任科室", "时限", "成果", "状态", "完成情况")
ASKED = {
    "原因": "待填：写明造成失分的具体原因",
    "责任科室": "待填：牵头落实的科室",
    "时限": "待填：完成时限，写到月底",
    "措施": "待填：逐条写“- 措施: …”，并写责任科室、时限、成果",
}
_ANSWERED = regex(
    rf"^( *)# (?:{'|'.join(ASKED.values())})\n"
    rf"(?= *(?:{'|'.join(ASKED)}):(?: +[^\s#]|[^\S\n]*\n *- |[^\S\n]*\n\1 +[^\s#]))",
    re.MULTILINE,
)
STALE = "数字变了，文字还是人写的原文：核对改写后，删去“过期”这几行"
CAUSES = "常见原因（选用后按实际情况改写到“原因”）："


class Change(Protocol):
    """One change of an entry."""

    def text(self, chunk: str) -> str:
        """`chunk`, a list of the one entry, changed."""

    def data(self, entry: dict[str, Any]) -> None:
        """`entry`, changed."""


class Put(Frozen):
    """A key set in the mapping at `path`."""

    path: Path
    item: Item
    order: Sequence[str]

    def text(self, chunk: str) -> str:
        """The key set, everything else as it was."""
        return edits.put(chunk, (0, *self.path), self.item, self.order)

    def data(self, entry: dict[str, Any]) -> None:
        """The key set."""
        _at(entry, self.path)[self.item.key] = self.item.data


class Drop(Frozen):
    """A key taken from the mapping at `path`."""

    path: Path
    key: str

    def text(self, chunk: str) -> str:
        """The key taken out, people's comments left."""
        return edits.drop(chunk, (0, *self.path), self.key)

    def data(self, entry: dict[str, Any]) -> None:
        """The key taken out."""
        del _at(entry, self.path)[self.key]


class Insert(Frozen):
    """A measure put in."""

    index: int
    items: Sequence[Item]

    def text(self, chunk: str) -> str:
        """The measure among the others."""
        return edits.insert(chunk, (0, "措施"), self.index, self.items)

    def data(self, entry: dict[str, Any]) -> None:
        """The measure among the others."""
        entry["措施"].insert(self.index, as_data(self.items))


class Remove(Frozen):
    """A measure of the tool's taken out, which nobody had touched."""

    index: int

    def text(self, chunk: str) -> str:
        """The others, and people's comments."""
        return edits.remove(chunk, (0, "措施"), self.index)

    def data(self, entry: dict[str, Any]) -> None:
        """The others."""
        del entry["措施"][self.index]


def tidied(chunk: str) -> str:
    """`chunk` without the requests that have been answered."""
    return _ANSWERED.sub("", chunk)


def _at(entry: dict[str, Any], path: Path) -> Any:
    found: Any = entry
    for part in path:
        found = found[part]
    return found


def items(planned: Planned, today: Today) -> list[Item]:
    """A new entry."""
    return [
        Item("编号", planned.entry.codes),
        Item("标题", today.title.text),
        Item("描述", today.description.text),
        _cause(today),
        _measures(planned.entry, today),
        Item(POINTS, chinese.points(today.points)),
        Item("所据数字", _figures(today)),
    ]


def changes(planned: Planned, today: Today, raw: dict[str, Any]) -> list[Change]:
    """What an entry that stands in the file as `raw` needs."""
    found: list[Change] = []
    for key, merged in (("标题", today.title), ("描述", today.description)):
        found += _text((), key, merged, raw, ENTRY)
    if "原因" not in raw:
        found.append(Put((), _cause(today), ENTRY))
    found += _of_measures(planned, today, raw)
    points = chinese.points(today.points)
    if raw.get(POINTS) != points:
        found.append(Put((), Item(POINTS, points), ENTRY))
    return [*found, *_of_figures(today, raw.get("所据数字")), *_of_marks(today, raw)]


def _text(path: Path, key: str, merged: Merged, raw: dict[str, Any], order: Sequence[str]) -> list[Change]:
    """The tool's own text follows; a person's is left alone."""
    standing = raw.get(key)
    if not merged.own or merged.text == (standing and standing.strip()):
        return []
    return [Drop(path, key)] if merged.text is None else [Put(path, Item(key, merged.text), order)]


def _of_measures(planned: Planned, today: Today, raw: dict[str, Any]) -> list[Change]:
    measures = today.measures.planned
    if not raw.get("措施"):
        return [Put((), _measures(planned.entry, today), ENTRY)] if measures or "措施" not in raw else []
    found: list[Change] = []
    for measure in measures:
        if measure.index is not None and not measure.dropped:
            found += _of_measure(planned.entry, measure, raw["措施"][measure.index])
    found += [Insert(i, _measure(planned.entry, m)) for i, m in enumerate(measures) if m.index is None]
    return found + [Remove(i) for i, m in reversed(list(enumerate(measures))) if m.dropped]


def _of_measure(entry: Entry, measure: PlannedMeasure, raw: dict[str, Any]) -> list[Change]:
    path = ("措施", measure.index or 0)
    found = [c for key, merged in measure.fields.items() for c in _text(path, key, merged, raw, MEASURE)]
    asked = [item for item in _measure(entry, measure) if item.value is None and item.key not in raw]
    return found + [Put(path, item, MEASURE) for item in asked]


def _of_figures(today: Today, raw: Any) -> list[Change]:
    figures = _figures(today)
    if not raw:
        return [Put((), Item("所据数字", figures), ENTRY)]
    names = list(figures)
    new = [Put(("所据数字",), Item(name, figures[name]), names) for name in names if raw.get(name) != figures[name]]
    return [*new, *(Drop(("所据数字",), name) for name in raw if name not in figures)]


def _of_marks(today: Today, raw: dict[str, Any]) -> list[Change]:
    rows: list[Row] = [mark.to_data(exclude_none=True) for mark in today.marks]
    item = Item("过期", rows, comment=STALE)
    if today.marks:
        return [] if raw.get("过期") == item.data else [Put((), item, ENTRY)]
    return [Drop((), "过期")] if raw.get("过期") else []


def _cause(today: Today) -> Item:
    choices = [CAUSES, *(f"  · {' '.join(cause.split())}" for cause in today.causes)] if today.causes else []
    return _ask("原因", *choices)


def _ask(key: str, *above: str) -> Item:
    """An empty key under a comment that says what to write; not behind it, where the two would run together."""
    return Item(key, None, above=(*above, ASKED[key]))


def _measures(entry: Entry, today: Today) -> Item:
    rows: list[Row] = [_measure(entry, measure) for measure in today.measures.planned]
    return Item("措施", rows) if rows else _ask("措施")


def _measure(entry: Entry, measure: PlannedMeasure) -> list[Item]:
    due = Item("时限", measure.due.text) if measure.due.text else _ask("时限")
    return [
        Item("措施", measure.text.text),
        *([] if entry.owner else [Item("责任科室", measure.owner) if measure.owner else _ask("责任科室")]),
        *([] if entry.due and not measure.due.text else [due]),
        *([Item("成果", measure.outcome.text)] if measure.outcome.text else []),
    ]


def _figures(today: Today) -> dict[str, str]:
    """What 所据数字 lists: everything but the points, which stand under 扣分."""
    return {name: value for name, value in today.figures.items() if name != POINTS}
