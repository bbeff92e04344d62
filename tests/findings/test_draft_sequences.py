"""Random sequences of draft, edit and change of figures: no edit lost, no stale figure unmarked, draft idempotent."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given as random
from hypothesis import settings
from hypothesis import strategies as st
from small import Desk, given

from reportgen import chinese
from reportgen.findings.draft.memory import Memory

LINE = re.compile(r"^( *(?:- )?(标题|描述|原因|措施|责任科室|时限|成果):)(?: +(\S.*))?$")
CODE = re.compile(r"^ *- 编号: \[(A\d)\]")
FIGURE = {"A1": "编外率", "A2": "失分点A2"}
LABELS = {"责任科室": "措施", "时限": "措施", "成果": "措施"}

FIGURES = st.tuples(st.just("figures"), st.sampled_from([2, 6, 8, None]), st.integers(0, 2))
EDIT = st.tuples(st.just("edit"), st.integers(0, 3), st.booleans())
OTHER = st.tuples(st.sampled_from(["draft", "draft", "comment", "check", "forget", "delete"]), st.integers(0, 9))
STEPS = st.lists(st.one_of(FIGURES, EDIT, OTHER), min_size=3, max_size=12)


@dataclass
class Edit:
    """A text that a person typed about a figure of that day, under one label of one entry."""

    token: str
    code: str
    label: str
    value: str


@dataclass
class Office:
    """A person at work on 整改.yaml, and a record of everything typed."""

    desk: Desk = field(default_factory=Desk)
    outsiders: int | None = 8
    slips: int = 1
    drafted: dict[str, str] = field(default_factory=dict)
    edits: dict[str, Edit] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    forgotten: bool = False
    deleted: set[str] = field(default_factory=set)
    typed: int = 0

    def today(self) -> dict[str, str]:
        """The figures that are lost points today, by 编号."""
        share = None if self.outsiders is None else chinese.percent(Decimal(self.outsiders) / 20)
        lost = {"A1": share} if share and self.outsiders > 2 else {}
        return {**lost, **({"A2": f"差错{self.slips}项"} if self.slips else {})}

    def figures(self, outsiders: int | None, slips: int) -> None:
        self.outsiders, self.slips = outsiders, slips

    def lines(self) -> list[tuple[int, str, re.Match[str]]]:
        """The lines that hold texts: number, 编号 of their entry, and their parts."""
        found, code = [], ""
        for number, line in enumerate(self.desk.text.split("\n")):
            if start := CODE.match(line):
                code = start[1]
            text = LINE.match(line)
            if code and text and not (text[2] == "措施" and "- " not in text[1]):
                found.append((number, code, text))
        return found

    def edit(self, at: int, now: bool) -> None:
        """Type over a text, with the figure of the last draft or, just before a draft, with that of today."""
        if not (lines := self.lines()):
            return
        number, code, text = lines[at % len(lines)]
        value = (self.today() if now else self.drafted).get(code) or self.drafted.get(code)
        if value is None:
            return
        self.typed += 1
        token = f"改{self.typed}号：{value}"
        self.edits.pop(text[3] or "", None)
        self.edits[token] = Edit(token, code, LABELS.get(text[2], text[2]), value)
        self.replace(number, f"{text[1]} {token}")
        if now:
            self.draft()

    def delete(self, at: int) -> None:
        """Take out a description that the tool wrote."""
        lines = [x for x in self.lines() if x[2][2] == "描述" and x[2][3] and x[2][3] not in self.edits]
        if lines:
            number, code, _ = lines[at % len(lines)]
            self.replace(number)
            self.deleted.add(code)

    def comment(self, at: int) -> None:
        """A comment above a text."""
        if lines := self.lines():
            number, _, text = lines[at % len(lines)]
            self.typed += 1
            self.comments.append(f"# 注{self.typed}号")
            indent = " " * (len(text[1]) - len(text[1].lstrip()))
            self.replace(number, indent + self.comments[-1], self.desk.text.split("\n")[number])

    def replace(self, number: int, *new: str) -> None:
        lines = self.desk.text.split("\n")
        self.desk.text = "\n".join([*lines[:number], *new, *lines[number + 1 :]])

    def check(self, at: int) -> None:
        """Look through a marked entry and delete the marks."""
        blocks = list(re.finditer(r"    过期:.*\n(?:      - \{.*\n?)*", self.desk.text))
        if blocks:
            block = blocks[at % len(blocks)]
            codes = [m[1] for line in self.desk.text[: block.start()].split("\n") if (m := CODE.match(line))]
            self.desk.text = self.desk.text[: block.start()] + self.desk.text[block.end() :]
            for edit in self.edits.values():
                if edit.code == codes[-1]:
                    edit.value = self.drafted[codes[-1]]

    def forget(self, _: int) -> None:
        """Lose the tool's memory."""
        self.desk.memory = Memory()
        self.forgotten = True

    def draft(self, _: int = 0) -> None:
        self.desk.draft(given(self.outsiders, self.slips))
        text, memory = self.desk.text, self.desk.memory
        self.desk.draft(given(self.outsiders, self.slips))
        assert (self.desk.text, self.desk.memory) == (text, memory), "not idempotent"
        self.drafted |= self.today()
        self.look()

    def look(self) -> None:
        """What must hold after every draft."""
        text, data = self.desk.text, self.desk.data or {}
        assert [t for t in self.edits if text.count(t) != 1] == [], "an edit is lost"
        assert [c for c in self.comments if len(re.findall(f"{c}$", text, re.MULTILINE)) != 1] == [], (
            "a comment is lost"
        )
        active = {entry["编号"][0]: entry for entry in data.get("问题") or []}
        gone = {entry["编号"][0] for entry in data.get("已消除") or []}
        assert not set(active) & gone
        assert set(self.today()) <= set(active)
        assert {code for code in active if code not in self.today()} <= ({"A1"} if self.outsiders is None else set())
        for edit in self.edits.values():
            self.marked(edit, active)
        for code, value in self.today().items():
            self.follows(active[code], code, value)

    def marked(self, edit: Edit, active: dict) -> None:
        value = self.today().get(edit.code)
        if edit.code in active and value and value != edit.value:
            rows = active[edit.code].get("过期") or []
            about = [r for r in rows if r["数字"] == FIGURE[edit.code] and edit.label in r["文字"].split("、")]
            assert {r["现"] for r in about} == {value}, f"stale and unmarked: {edit}"

    def follows(self, entry: dict, code: str, value: str) -> None:
        told = entry.get("描述")
        if code in self.deleted and not self.forgotten:
            assert told is None or told in self.edits, "what was taken out came back"
        elif not self.forgotten and told not in self.edits:
            assert told == (f"编外率为{value}。" if code == "A1" else f"{value}。"), "untouched, yet it did not follow"


def play(steps: list[tuple]) -> None:
    """A session, what must hold asserted after every draft."""
    office = Office()
    office.draft()
    for name, *arguments in steps:
        getattr(office, name)(*arguments)
    office.draft()


@settings(max_examples=8)
@random(steps=STEPS)
def test_no_edit_is_lost_and_no_stale_figure_unmarked(steps):
    play(steps)


@pytest.mark.slow
@settings(max_examples=100)
@random(steps=STEPS)
def test_no_edit_is_lost_in_100_sessions(steps):
    play(steps)
