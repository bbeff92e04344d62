"""The lines of a returned report beside those of today's: where texts stand whose controls and bookmarks are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from functools import cached_property

from reportgen.diagnostics import Diagnostic, Position, hint, warning
from reportgen.facts.narrative import Block, Paragraph, Span
from reportgen.values import Frozen
from reportgen.word.anchors.place import Place
from reportgen.word.returned.regions import Line, Region

_SHOWN = 10  # changed lines of the tool's that are told one by one
_ADVICE = (
    "算出的数字请在资料（填报表）里改，项目自评表请改 项目/ 下的文件；固定的文字各部门相同，由编辑套件的人改。"
    "报告生成后资料改过的，也会列在这里"
)
COMPARED = "比对"


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, blank space aside."""
    return "".join(one.split()) == "".join(other.split())


class Differing(Frozen):
    """The tool's own words in today's report and in the returned one, and which lines of that they are."""

    before: str
    after: str
    lines: tuple[int, int]

    @property
    def shown(self) -> tuple[str, str]:
        """Both around what differs, short enough to be told."""
        ops = SequenceMatcher(None, self.before, self.after, autojunk=False).get_opcodes()
        changed = [op for op in ops if op[0] != "equal"]
        (_, i1, _, j1, _), (_, _, i2, _, j2) = changed[0], changed[-1]
        before, after = self.before[max(i1 - 12, 0) : i2 + 12], self.after[max(j1 - 12, 0) : j2 + 12]
        return _short(before), _short(after)


class Aligned:
    """The lines of two reports side by side.

    `taken` are lines of the returned one that were read as people's text, `left` lines of today's that were taken out.
    """

    def __init__(self, fresh: Sequence[Line], back: Sequence[Line]) -> None:
        self.fresh, self.back = fresh, back
        matcher = SequenceMatcher(None, [x.words for x in fresh], [x.words for x in back], autojunk=False)
        self.ops = matcher.get_opcodes()
        self.same = {i1 + n: j1 + n for tag, i1, i2, j1, _ in self.ops if tag == "equal" for n in range(i2 - i1)}
        self.taken: set[int] = set()
        self.left: set[int] = set()

    def region(self, today: Region) -> Region | None:
        """The text of a region without control and bookmark, by the lines around it; None where they changed too."""
        mine = self._mine(today.tag)
        if not mine:
            return None
        if all(i in self.same for i in mine):
            return Region(today.tag, today.blocks, COMPARED)
        first = 0 if mine[0] == 0 else self.same.get(mine[0] - 1, -2) + 1
        end = len(self.back) if mine[-1] + 1 == len(self.fresh) else self.same.get(mine[-1] + 1, -1)
        if first < 0 or end <= first:
            return None
        inside = self.back[first:end]
        if self.fresh[mine[0]].whole == today.tag:
            blocks = tuple(x.block for x in inside if x.block)
            return None if any(map(_taken, inside)) else Region(today.tag, blocks, COMPARED)
        return _piece(self.fresh[mine[0]], inside[0], today.tag) if len(mine) == len(inside) == 1 else None

    def _mine(self, tag: str) -> list[int]:
        return [i for i, x in enumerate(self.fresh) if x.whole == tag or any(t == tag for _, t in x.pieces)]

    def gone(self, tag: str) -> bool:
        """Whether nothing stands where the region `tag` of today's would: neither its text nor other words instead."""
        mine = self._mine(tag)
        if not mine:
            return False
        before = max((i for i in self.same if i < mine[0]), default=None)
        after = min((i for i in self.same if i > mine[-1]), default=None)
        first = 0 if before is None else self.same[before] + 1
        end = len(self.back) if after is None else self.same[after]
        near = self.fresh[before or 0 : (len(self.fresh) if after is None else after + 1)]
        own = "".join(words for line in near for words in _untagged(line))
        return all(_left_of(own, words) for line in self.back[first:end] for words in _untagged(line))

    def following(self, today: Region) -> tuple[Block, ...]:
        """Paragraphs that were typed right after a narrative, before the next line of the tool's."""
        mine, theirs = self._mine(today.tag), [j for j, x in enumerate(self.back) if x.whole == today.tag]
        if not mine or not theirs or mine[-1] + 1 not in self.same:
            return ()
        between = range(theirs[-1] + 1, self.same[mine[-1] + 1])
        if any(_taken(self.back[j]) for j in between):
            return ()
        self.taken |= set(between)
        return tuple(block for j in between if (block := self.back[j].block))

    def leave(self, tags: Set[str]) -> None:
        """Pass over the lines of today's in which nothing but regions of `tags` stands, beside the tool's words."""
        for i, line in enumerate(self.fresh):
            held = {tag for _, tag in line.pieces if tag} | ({line.whole} if line.whole else set())
            self.left |= {i} if held and held <= tags else set()

    @cached_property
    def differing(self) -> tuple[Differing, ...]:
        """The tool's own words and figures that read otherwise in the returned report; looked at once all is taken."""
        found = []
        for tag, i1, i2, j1, j2 in self.ops:
            if tag != "equal":
                before = _own([self.fresh[i] for i in range(i1, i2) if i not in self.left])
                after = _own([self.back[j] for j in range(j1, j2) if j not in self.taken])
                if not same(before, after) and "【待填" not in before:
                    found.append(Differing(before, after, (j1, j2)))
        return tuple(found)

    def outside(self, at: Position) -> list[Diagnostic]:
        """What was changed by hand in the tool's own words and figures."""
        found = [_changed(one, at) if one.before else self._typed(one, at) for one in self.differing]
        more = len(found) - _SHOWN
        return [
            *found[:_SHOWN],
            *([hint("more", f"另有 {more} 处工具生成的文字不同", _ADVICE, at)] if more > 0 else []),
        ]

    def _typed(self, one: Differing, at: Position) -> Diagnostic:
        """Paragraphs that somebody typed where the report has none; beside a measure they may be meant as one."""
        beside = [self.back[j] for j in (one.lines[0] - 1, one.lines[1]) if 0 <= j < len(self.back)]
        is_measure = any(Place.parse(tag).measure for line in beside for _, tag in line.pieces if tag)
        advice = "叙述请写在所属部分的末段之后，或写进资料的“叙述”；每份报告都要有的，请编辑套件的人加"
        if is_measure:
            advice = "要作为整改措施的，请写进 整改.yaml 这个问题的“措施”，或在 Word 里复制旁边一条措施的整段再改写"
        return warning("not-absorbed", f"报告里新写的文字没有收回：“{_short(one.after)}”", advice, at)


def _taken(line: Line) -> bool:
    """Whether a region stands in the line."""
    return line.whole is not None or any(tag for _, tag in line.pieces)


def _untagged(line: Line) -> list[str]:
    return [] if line.whole else [words for words, tag in line.pieces if tag is None]


def _left_of(own: str, words: str) -> bool:
    """Whether `words` are what is left of the tool's `own`, with nothing typed among them."""
    signs = iter(own)
    return all(sign in signs for sign in words)


def _own(lines: Sequence[Line]) -> str:
    """The words in `lines` that are in no region."""
    return "\n".join("".join(_untagged(line)) for line in lines if line.whole is None).strip()


def _changed(one: Differing, at: Position) -> Diagnostic:
    before, after = one.shown
    message = f"工具生成的文字与现有资料不同，未吸收：“{before}” → “{after}”"
    return warning("not-absorbed", message, _ADVICE, at)


def _short(text: str) -> str:
    return " ".join(text.split())[:80]


def _piece(fresh: Line, back: Line, tag: str) -> Region | None:
    """The text of `tag` in a line whose own words are still there."""
    pattern = "".join("(.*)" if t == tag else re.escape(w) for w, t in fresh.pieces)
    found = re.fullmatch(pattern, back.words, re.DOTALL)
    return Region(tag, (Paragraph((Span(found[1]),)),), COMPARED) if found else None
