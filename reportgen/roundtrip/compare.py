"""What people changed in a report: each text as it came back beside the text as the data has it today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.diagnostics import Diagnostic, Position, did_you_mean, hint, warning
from reportgen.facts.narrative import Block, Paragraph, Span
from reportgen.word import reading
from reportgen.word.regions import Line, Region, Returned

_ASKED = "【待填："
_SHOWN = 10  # changed lines of the tool's that are told one by one


@dataclass(frozen=True)
class Edit:
    """One changed text; `doubt` says why a person must confirm it, "" where it is certain.

    `stands` is what was written for it, where that is not what was typed.
    """

    place: str
    before: Region
    after: Region
    doubt: str = ""
    stands: str = ""


@dataclass(frozen=True)
class Compared:
    """Every edit, and what is to be said beside."""

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]


def compare(fresh: Returned, back: Returned, file: str) -> Compared:
    """What differs in `back` (read from `file`) from `fresh`, the report as it would be built today."""
    at = Position(file)
    known = {region.tag: region for region in fresh.regions}
    found: list[Edit] = []
    told = [_unknown(r.tag, list(known), at) for r in back.regions if r.tag not in known]
    lines = _Aligned(fresh.lines, back.lines)
    for tag, today in known.items():
        same = [r for r in back.regions if r.tag == tag]
        if len({r.told.strip() for r in same}) > 1:
            message = f"“{tag}”的控件在报告中出现 {len(same)} 次，内容不同，未吸收"
            told.append(warning("control-twice", message, "请只保留一个控件后再运行", at))
            continue
        here = same[0] if same else lines.region(today)
        if here is None:
            told += [] if _ASKED in today.words else [_lost(tag, at)]
            continue
        edit, note = _edit(today, here, back, at)
        found += [edit] if edit else []
        told += [note] if note else []
    edits, clashes = _one_each(found, at)
    return Compared(tuple(edits), (*told, *clashes, *lines.outside(at)))


def _edit(today: Region, here: Region, back: Returned, at: Position) -> tuple[Edit | None, Diagnostic | None]:
    words = here.told.strip()
    written = back.written(here.tag)
    if _same(words, today.told) or _ASKED in words or (written and reading.digest(words) == written):
        return None, None
    if not words:
        advice = "如确要删除，请在 dept.yaml 或 整改.yaml 中删去这一项"
        return None, warning("emptied", f"“{here.place}”的文字被清空，未吸收", advice, at)
    doubt = ""
    if here.anchor == "比对":
        doubt = "控件和书签都已丢失，按前后文字比对找到"
    elif written and reading.digest(today.told) != written:
        doubt = "报告生成后资料也改过，两边的修改都在这一处"
    return Edit(here.place, today, here, doubt), None


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _one_each(found: Sequence[Edit], at: Position) -> tuple[list[Edit], list[Diagnostic]]:
    """One edit for each place: a text that is printed twice may be changed in either place, or alike in both."""
    by_place: dict[str, list[Edit]] = {}
    for edit in found:
        by_place.setdefault(edit.place, []).append(edit)
    edits, told = [], []
    for place, same in by_place.items():
        if len({e.after.words for e in same}) == 1:
            edits.append(same[0])
        else:
            versions = "；".join(f"“{e.after.words}”" for e in same)
            message = f"“{place}”在报告中两处改法不同，未吸收：{versions}"
            told.append(warning("edited-twice", message, "请改成一致后再运行", at))
    return edits, told


def _unknown(tag: str, known: list[str], at: Position) -> Diagnostic:
    advice = did_you_mean(tag, known) if len(known) else ""
    return warning("unknown-control", f"控件的标记“{tag}”在现有资料中没有对应的内容，未吸收", advice, at)


def _lost(tag: str, at: Position) -> Diagnostic:
    message = f"报告中找不到“{tag}”，可能已被删去，资料未作改动"
    return hint("lost-control", message, "如确要删除，请在 dept.yaml 或 整改.yaml 中删去这一项", at)


class _Aligned:
    """The lines of two reports side by side."""

    def __init__(self, fresh: Sequence[Line], back: Sequence[Line]) -> None:
        self.fresh, self.back = fresh, back
        matcher = SequenceMatcher(None, [x.words for x in fresh], [x.words for x in back], autojunk=False)
        self.ops = matcher.get_opcodes()
        self.same = {i1 + n: j1 + n for tag, i1, i2, j1, _ in self.ops if tag == "equal" for n in range(i2 - i1)}

    def region(self, today: Region) -> Region | None:
        """The text of a region without control and bookmark, by the lines around it; None where they changed too."""
        mine = [i for i, x in enumerate(self.fresh) if x.whole == today.tag or any(t == today.tag for _, t in x.pieces)]
        if not mine:
            return None
        if all(i in self.same for i in mine):
            return Region(today.tag, today.blocks, "比对")
        first = 0 if mine[0] == 0 else self.same.get(mine[0] - 1, -2) + 1
        end = len(self.back) if mine[-1] + 1 == len(self.fresh) else self.same.get(mine[-1] + 1, -1)
        if first < 0 or end <= first:
            return None
        inside = self.back[first:end]
        if self.fresh[mine[0]].whole == today.tag:
            return Region(today.tag, tuple(x.block for x in inside if x.block), "比对")
        return _piece(self.fresh[mine[0]], inside[0], today.tag) if len(mine) == len(inside) == 1 else None

    def outside(self, at: Position) -> list[Diagnostic]:
        """What was changed by hand in the tool's own words and figures."""
        found = []
        for tag, i1, i2, j1, j2 in self.ops:
            if tag != "equal":
                before, after = _own(self.fresh[i1:i2]), _own(self.back[j1:j2])
                found += [(before, after)] if not _same(before, after) and "【待填" not in before else []
        advice = "算出的数字请改 dept.yaml，固定的文字请改模板；报告生成后资料改过的，也会列在这里"
        shown = [
            warning("not-absorbed", f"工具生成的文字与现有资料不同，未吸收：{_pair(*pair)}", advice, at)
            for pair in found
        ]
        more = len(shown) - _SHOWN
        return [*shown[:_SHOWN], *([hint("more", f"另有 {more} 处工具生成的文字不同", advice, at)] if more > 0 else [])]


def _own(lines: Sequence[Line]) -> str:
    """The words in `lines` that are in no region."""
    return "\n".join("".join(w for w, t in x.pieces if t is None) for x in lines if x.whole is None).strip()


def _pair(before: str, after: str) -> str:
    ops = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [op for op in ops if op[0] != "equal"]
    (_, i1, _, j1, _), (_, _, i2, _, j2) = changed[0], changed[-1]
    wide = slice(max(i1 - 12, 0), i2 + 12), slice(max(j1 - 12, 0), j2 + 12)
    return f"“{_short(before[wide[0]])}” → “{_short(after[wide[1]])}”"


def _short(text: str) -> str:
    return " ".join(text.split())[:80]


def _piece(fresh: Line, back: Line, tag: str) -> Region | None:
    """The text of `tag` in a line whose own words are still there."""
    pattern = "".join("(.*)" if t == tag else re.escape(w) for w, t in fresh.pieces)
    found = re.fullmatch(pattern, back.words, re.DOTALL)
    return Region(tag, (Paragraph((Span(found[1]),)),), "比对") if found else None


def printed(region: Region) -> tuple[Block, ...]:
    """The blocks of a region, blank ones left out."""
    return tuple(block for block in region.blocks if not isinstance(block, Paragraph) or block.spans)
