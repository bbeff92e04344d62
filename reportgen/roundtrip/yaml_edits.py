"""Edits written into the YAML files, every other byte of them as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.evaluation import Evaluation
from reportgen.facts.narrative import Paragraph, blocks
from reportgen.findings.draft.changes import ENTRY, MEASURE
from reportgen.findings.draft.memory import Memory, recall
from reportgen.findings.rectification import ACTIVE, Entry, Rectification
from reportgen.language.tag import tagged
from reportgen.layout import edits, sections
from reportgen.layout.emit import Item
from reportgen.layout.prose import put_block
from reportgen.packs.filters import ENDS
from reportgen.roundtrip import listing, numerals
from reportgen.roundtrip.compare import printed
from reportgen.roundtrip.edit import Edit
from reportgen.word.anchors.place import Place, identities
from reportgen.word.returned import markdown
from reportgen.word.returned.regions import Returned

_DEFAULT_LEVEL = 3


@dataclass(frozen=True)
class Target:
    """A field of 整改.yaml: the entry's index, the path inside it, the key."""

    entry: int
    path: tuple[str | int, ...]
    key: str


def of_narrative(edit: Edit, source: str, fresh: Returned) -> str:
    """The Markdown that prints as the edited narrative."""
    told, typed = printed(edit.before), blocks(source)
    before, after = (listing.relisted(some, told, typed) for some in (told, printed(edit.after)))
    return markdown.rewritten(source, before, after, _level(edit, source, fresh))


def _level(edit: Edit, source: str, fresh: Returned) -> int:
    """The level at which headings of this narrative begin."""
    typed = next((b.level for b in blocks(source) if isinstance(b, Paragraph) and b.kind == "heading"), None)
    shown = next((b.level for b in edit.before.blocks if isinstance(b, Paragraph) and b.kind == "heading"), None)
    if typed is not None and shown is not None:
        return shown - typed + 1
    first = next((i for i, line in enumerate(fresh.lines) if line.whole == edit.before.tag), 0)
    above = [x.block.level for x in fresh.lines[:first] if isinstance(x.block, Paragraph) and x.block.kind == "heading"]
    return above[-1] + 1 if above else _DEFAULT_LEVEL


def put_narrative(text: str, keys: tuple[str, ...], words: str) -> str:
    """`text` of dept.yaml with `words` as the narrative under `keys`, a block scalar."""
    return put_block(text, keys, words)


def silenced_narrative(text: str, keys: tuple[str, ...], note: str) -> str:
    """`text` of dept.yaml with the narrative under `keys` left as a comment under `note`."""
    return edits.silence(text, keys, note)


def target(place: Place, evaluation: Evaluation, people: Rectification) -> Target | None:
    """Where the text printed at `place` stands in 整改.yaml."""
    names = identities(finding.codes for finding in evaluation.findings)
    if not place.field or bool(place.measure) != bool(place.number) or place.name not in names:
        return None
    at = names.index(place.name)
    entry = people.about(evaluation.findings[at].codes, sum(name.startswith("无编号") for name in names[:at]))
    if entry is None:
        return None
    return Target(entry, ("措施", place.number - 1) if place.number else (), place.field)


def standing(at: Target, entry: Entry) -> str | None:
    """What stands in 整改.yaml at `at`, as typed."""
    holder: Any = entry
    if at.path:
        index = int(at.path[-1])
        if index >= len(entry.measures):
            return None
        holder = entry.measures[index]
    found = holder.to_data().get(at.key)
    return found if isinstance(found, str) else None


@dataclass(frozen=True)
class EditedText:
    """An edited text as it shall stand; figures that were changed by hand, and whether slots could not be kept."""

    text: str
    changed: tuple[tuple[str, str], ...] = ()
    slots_lost: bool = False


def label(at: Target) -> str:
    """Under which label 过期 speaks of the text at `at`."""
    return "措施" if at.path else at.key


def resolved(edit: Edit, at: Target, people: Rectification, memory: Memory) -> EditedText:
    """What `edit` makes of the text at `at`."""
    entry = people.entries[at.entry]
    stands, own = standing(at, entry), _tools(people, memory, at)
    if stands is None or stands.strip() in own:
        return with_figures(edit, at, entry, True)
    typed = numerals.NUMBER.split(edit.after.words)
    if alike := next(
        (text for text in own if numerals.NUMBER.split(text) == typed), None
    ):  # nobody's words, but figures
        pairs = zip(numerals.NUMBER.findall(alike), numerals.NUMBER.findall(edit.after.words), strict=True)
        return EditedText(stands.strip(), tuple((was, now) for was, now in pairs if was != now))
    return with_figures(edit, at, entry, False)


def with_figures(edit: Edit, at: Target, entry: Entry, own: bool) -> EditedText:
    """The edited text with the tool's figures and slots in it; `own`: the tool wrote what stands there."""
    before, after, raw = edit.before.words, edit.after.words, standing(at, entry)
    typed = raw or ""
    fixed = _computed(before, at, entry) if own else []
    if tagged(typed):
        slots = numerals.slots(typed.rstrip(ENDS), before.rstrip(ENDS))
        if slots is None:
            return EditedText(_ended(after, before, typed), (), True)
        fixed = slots
    text, changed = numerals.restored(before, after, fixed)
    return EditedText(_ended(text, before, typed), tuple(changed))


def _ended(text: str, before: str, typed: str) -> str:
    """`text` with or without a full stop at its end, as it was typed, where the report prints it otherwise."""
    with_stop = typed.rstrip().endswith("。")
    if with_stop == before.endswith("。"):
        return text
    return f"{text.removesuffix('。')}。" if with_stop else text.removesuffix("。")


def _computed(before: str, at: Target, entry: Entry) -> list[numerals.Fixed]:
    """The computed figures in a text of the tool's: all in the evidence, elsewhere those that the entry lists."""
    found = numerals.numbers(before)
    if at.key in ("标题", "描述"):
        return found
    listed = {number.source for value in entry.figures.values() for number in numerals.numbers(value)}
    return [number for number in found if at.key in ("措施", "成果", "原因") and number.source in listed]


def _tools(people: Rectification, memory: Memory, at: Target) -> list[str]:
    """The texts of the entry that the tool itself wrote last."""
    places = [(False, entry.codes) for entry in people.entries]
    known = recall(memory, places)[at.entry]
    if known is None:
        return []
    kept = [known.title, known.description, *(t for m in known.measures or () for t in (m.text, m.due, m.outcome))]
    return [text for text in kept if text]


def put_problem(text: str, at: Target, words: str) -> str:
    """`text` of 整改.yaml with `words` at `at`."""
    order = MEASURE if at.path else ENTRY
    return sections.edit(
        text, ACTIVE, at.entry, lambda chunk: edits.put(chunk, (0, *at.path), Item(at.key, words), order)
    )
