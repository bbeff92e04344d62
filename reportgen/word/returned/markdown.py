"""Blocks read from a document as the Markdown of narrative, changing only what was changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from reportgen.facts.narrative import Block, Paragraph, Span, Table, blocks
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.anchors import as_narrative
from reportgen.word.ooxml.wordml import NEW_LINE

_DEEPEST = 3
_SIGNS = regex(r"([\\*])")
_START = regex(r"^([#>+\-])(?=\s|$|#)")
_ORDERED = regex(r"^(\d+)\.(?=\s|$)")


class Chunk(Frozen):
    """A part of a narrative's source that no list or paragraph reaches out of, and how many blocks it prints."""

    source: str
    count: int


def chunks(source: str) -> list[Chunk] | None:
    """`source` in parts parted by blank lines; None where the parts alone do not read as the whole does."""
    parts = [part for part in re.split(r"\n[ \t]*\n", source.strip("\n")) if part.strip()]
    read = [blocks(part) for part in parts]
    whole = blocks(source)
    if tuple(block for one in read for block in one) != whole:
        return None
    return [Chunk(part, len(one)) for part, one in zip(parts, read, strict=True)]


def rewritten(source: str, printed: Sequence[Block], edited: Sequence[Block], base: int) -> str:
    """`source`, which was printed as `printed`, such that it prints as `edited`; `base` is the level of its headings.

    Parts of which nothing changed stay as they were typed.
    """
    parts = chunks(source)
    if parts is None or sum(part.count for part in parts) != len(printed):
        return written(edited, base)
    before, after = ([as_narrative.signature([block]) for block in told] for told in (printed, edited))
    same = dict[int, int]()
    for tag, i1, i2, j1, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            same |= {i: j1 + i - i1 for i in range(i1, i2)}
    kept: dict[int, Chunk] = {}
    at = 0
    for part in parts:
        places = [same.get(i) for i in range(at, at + part.count)]
        first = places[0] if places else None
        if first is not None and places == list(range(first, first + part.count)):
            kept[first] = part
        at += part.count
    return _joined(edited, kept, base)


def _joined(edited: Sequence[Block], kept: dict[int, Chunk], base: int) -> str:
    done: list[str] = []
    fresh: list[Block] = []
    at = 0
    while at < len(edited):
        if at in kept:
            done += [written(fresh, base)] if fresh else []
            fresh = []
            done.append(kept[at].source)
            at += kept[at].count
        else:
            fresh.append(edited[at])
            at += 1
    done += [written(fresh, base)] if fresh else []
    return "\n\n".join(done)


def written(told: Sequence[Block], base: int) -> str:
    """Blocks as Markdown, a blank line between them, but for the items of a list."""
    done: list[str] = []
    last: Block | None = None
    for block in told:
        items = [isinstance(b, Paragraph) and b.kind == "item" for b in (last, block) if b is not None]
        if done:
            done.append("\n" if items == [True, True] else "\n\n")
        done.append(_written(block, base))
        last = block
    return "".join(done)


def _written(block: Block, base: int) -> str:
    if isinstance(block, Table):
        rows = [_row(block.header), "|" + " --- |" * len(block.header), *map(_row, block.rows)]
        return "\n".join(rows)
    words = _marked(block.spans)
    if block.kind == "heading":
        return f"{'#' * min(max(block.level - base + 1, 1), _DEEPEST)} {words}"
    if block.kind == "item":
        sign = "-" if block.ordinal is None else f"{block.ordinal}."
        return f"{'   ' * (block.level - 1)}{sign} {words}"
    return words


def _row(cells: Sequence[Sequence[Span]]) -> str:
    return "| " + " | ".join(_marked(cell).replace("|", "\\|") for cell in cells) + " |"


def _marked(told: Sequence[Span]) -> str:
    """Spans with their stars; a sign at the start that would make a list or heading is taken as typed."""
    whole = "".join(map(_span, told)).replace(NEW_LINE, "\n").strip()
    lines = [_typed(line.strip()) for line in whole.split("\n")]
    return "\n\n".join(line for line in lines if line)


def _typed(line: str) -> str:
    line = _ORDERED.sub(r"\1\\.", line)
    return _START.sub(r"\\\1", line)


def _span(span: Span) -> str:
    words = _SIGNS.sub(r"\\\1", span.text)
    inside = words.strip()
    if not inside or not (span.bold or span.italic):
        return words
    stars = "**" if span.bold else "*"  # the dialect has no signs for both at once
    lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{lead}{stars}{inside}{stars}{tail}"
