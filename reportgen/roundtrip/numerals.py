"""Figures that the tool computed stay its own: an edited text gets them back, and slots stay slots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from reportgen.chinese import unseparated
from reportgen.language.tag import ACTING, SLOT
from reportgen.patterns import regex

NUMBER = regex(r"\d[\d,]*(?:\.\d+)?%?")
_PLAIN = regex(r"[\d,.%％]+")
_Ops: TypeAlias = Sequence[tuple[str, int, int, int, int]]


@dataclass(frozen=True)
class Fixed:
    """A stretch of a printed text that belongs to the tool, and what stands for it in the source."""

    start: int
    end: int
    source: str


def slots(raw: str, printed: str) -> list[Fixed] | None:
    """The slots of `raw` where their values stand in `printed`; None where that cannot be told."""
    if ACTING.search(raw):
        return None
    pattern = "(.*?)".join(re.escape(literal) for literal in SLOT.split(raw.strip()))
    found = re.fullmatch(pattern, printed, re.DOTALL)
    if found is None:
        return None
    return [Fixed(*found.span(i), slot) for i, slot in enumerate(SLOT.findall(raw), 1)]


def numbers(printed: str) -> list[Fixed]:
    """Every number in a text that the tool wrote."""
    return [Fixed(*found.span(), found[0]) for found in NUMBER.finditer(printed)]


def restored(printed: str, edited: str, fixed: Sequence[Fixed]) -> tuple[str, list[tuple[str, str]]]:
    """`edited` with the sources of `fixed` in it, and each figure (was, typed) that was changed by hand.

    A figure that was taken out, with its sentence or without, stays out.
    """
    if NUMBER.split(printed) == NUMBER.split(edited):
        return _one_by_one(printed, edited, fixed)
    ops = SequenceMatcher(None, printed, edited, autojunk=False).get_opcodes()
    done, at = "", 0
    changed = []
    for one in fixed:
        first, last = _across(ops, one.start, start=True), _across(ops, one.end, start=False)
        if first is None or last is None or first < at or last <= first:
            continue
        first, last = _whole(edited, first, last) if NUMBER.fullmatch(printed[one.start : one.end]) else (first, last)
        was, typed = printed[one.start : one.end], edited[first:last]
        if typed != was and not _PLAIN.fullmatch(typed):
            continue
        if unseparated(typed) != unseparated(was):
            changed.append((was, typed))
        done += edited[at:first] + one.source
        at = last
    return done + edited[at:], changed


def _one_by_one(printed: str, edited: str, fixed: Sequence[Fixed]) -> tuple[str, list[tuple[str, str]]]:
    """The same where only numbers differ, so that each has its counterpart."""
    pairs = list(zip(NUMBER.finditer(printed), NUMBER.finditer(edited), strict=True))
    done, at = "", 0
    changed = []
    for one in fixed:
        inside = [(was, typed) for was, typed in pairs if one.start <= was.start() and was.end() <= one.end]
        if not inside:
            first = last = _moved(pairs, one.start)
            last += one.end - one.start
        else:
            first = inside[0][1].start() - (inside[0][0].start() - one.start)
            last = inside[-1][1].end() + one.end - inside[-1][0].end()
        was_typed = printed[one.start : one.end], edited[first:last]
        changed += [was_typed] if unseparated(was_typed[0]) != unseparated(was_typed[1]) else []
        done += edited[at:first] + one.source
        at = last
    return done + edited[at:], changed


def _moved(pairs: Sequence[tuple[re.Match[str], re.Match[str]]], index: int) -> int:
    """Where `index`, in no number, stands after the numbers before it changed their length."""
    before = [(was, typed) for was, typed in pairs if was.end() <= index]
    return index if not before else index - before[-1][0].end() + before[-1][1].end()


def _across(ops: _Ops, index: int, *, start: bool) -> int | None:
    """Where `index` of the printed text is in the edited one; None inside what was rewritten."""
    touching = [op for op in ops if op[1] <= index <= op[2]]
    for _, i1, _, j1, _ in (op for op in touching if op[0] == "equal" and op[2] > op[1]):
        if (i1 <= index < _end_of(ops, i1)) if start else (i1 < index):
            return j1 + index - i1
    for tag, i1, i2, j1, j2 in touching:
        if tag == "replace" and index in (i1, i2):
            return j1 if index == i1 else j2
    return next((j1 + index - i1 for tag, i1, _, j1, _ in touching if tag == "equal"), None)


def _end_of(ops: _Ops, start: int) -> int:
    """Where the op that begins at `start` of the printed text ends there."""
    return next(op[2] for op in ops if op[1] == start and op[2] > op[1])


def _whole(edited: str, first: int, last: int) -> tuple[int, int]:
    """The whole number that edited[first:last] is a part of."""
    for found in NUMBER.finditer(edited):
        if found.start() <= first and last <= found.end():
            return found.span()
    return first, last


def told(changes: Iterable[tuple[str, str]]) -> str:
    """Changed figures as a person reads them."""
    return "、".join(f"{was} → {typed}" for was, typed in changes)
