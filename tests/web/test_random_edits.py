"""Edits at random through the page: dept.yaml says what the same edits make of it by hand, every line and comment that
no edit was about stays, and taking back step by step leads to the first text byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from browsing import Browser
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample import COMPACT, ROOT, shipped

from reportgen import pipeline
from reportgen.facts.source import Source, parse
from reportgen.forms.merging import resolved, stated
from reportgen.pipeline import Form, Question
from reportgen.web import folder
from reportgen.web.warm import WarmDesk

pytestmark = pytest.mark.slow
EDITS, ROUNDS = 40, 3
SAMPLES = [place / "futian-kechuang-2021" / "dept.yaml" for place in (COMPACT, ROOT / "data")]
Values, Rows = dict[str, str], dict[str, list[dict[str, str]]]
SIGNS = "甲乙丙丁一二三（）“”《》，。、：；%—·　 #:-|>&*!?{}[]'\"@`~\\/,.0123456789abcＡ😀"
amounts = st.decimals("0", "99999.99", places=2).map(str) | st.sampled_from(
    ["", "0", "1,234.50", "12.5万元", "若干", "-3"]
)
phrases = st.text(SIGNS, max_size=16)
paragraphs = st.lists(st.text(SIGNS, max_size=20) | st.sampled_from(["", "# 标题", "- 项", "  缩进"]), max_size=5).map(
    "\n".join
)
several = st.lists(st.sampled_from(["热线", "邮箱", "网站", "a"]), max_size=3).map("、".join)
picks = st.tuples(
    st.sampled_from(["put", "put", "put", "cell", "add", "drop", "stale", "undo", "redo"]), st.floats(0, 0.999)
)


@cache
def form() -> Form:
    return pipeline.form_of(shipped("futian"))


def typed(asked: Question, draw: st.DataObject) -> str:
    """What somebody types into a field."""
    if asked.several:
        return draw.draw(several)
    if asked.choices:
        return draw.draw(st.sampled_from(["", *asked.choices]))
    return draw.draw(paragraphs if asked.long else phrases if not asked.unit else amounts)


def said(asked: Question, text: str) -> str:
    """What a file then says: no blanks around it, one line unless paragraphs are asked for, % behind its number."""
    lines = [line.rstrip() for line in text.replace("\t", " ").split("\n")]
    plain = ("\n" if asked.long else " ").join(lines).strip()
    number = re.fullmatch(r"-?[\d,]+(\.\d+)?", plain)
    return f"{plain}%" if asked.unit == "%" and number and abs(Decimal(plain.replace(",", ""))) > 1 else plain


class Clerk:
    """Edits at random by a browser, and by hand in `values` and `rows`; `touched` are lines of the first text."""

    def __init__(self, root: Path, sample: Path) -> None:
        self.dept = root / "部门" / "dept.yaml"
        self.dept.parent.mkdir()
        self.dept.write_bytes(sample.read_bytes())
        self.browser = Browser(root).let_in()
        self.at = f"/d/{folder.homes(root)[0].mark}"
        self.first = self.source()
        self.lines = self.dept.read_bytes().count(b"\n") + 1
        self.values, self.rows = stated(form(), self.first.data)
        self.questions = [one for section in form().sections for one in section.questions]
        self.touched: set[int] = set()
        self.past: list[tuple[Values, Rows]] = []
        self.future: list[tuple[Values, Rows]] = []

    def source(self) -> Source:
        found, wrong = parse(self.dept.read_bytes(), str(self.dept))
        assert found, wrong
        return found

    def send(self, entry: dict[str, Any]) -> dict[str, Any]:
        answer = self.browser.post(f"{self.at}/enter", {"seen": "", "page": 0, "entries": [entry]})
        assert answer.status == 200, (entry, answer.text)
        return answer.data

    def edit(self, kind: str, chance: float, draw: st.DataObject) -> None:
        """One edit of that kind; `chance` picks of what."""
        before = deepcopy((self.values, self.rows))
        size = self.dept.read_bytes()
        getattr(self, kind)(chance, draw)
        if kind not in {"undo", "redo"} and self.dept.read_bytes() != size:
            self.past.append(before)
            self.future.clear()

    def put(self, chance: float, draw: st.DataObject, lie: str = "") -> None:
        asked = self.questions[int(chance * len(self.questions))]
        text, was = typed(asked, draw), self.values.get(asked.name, "")
        answer = self.send({"put": asked.name, "text": text, "was": lie or was})
        if lie and was:  # the file says otherwise than the writer saw
            assert answer["conflicts"] or alike(said(asked, text)) == alike(was)
            return
        self.touch(resolved(asked, self.first.data))
        self.values.pop(asked.name, None)
        if said(asked, text):
            self.values[asked.name] = said(asked, text)

    def stale(self, chance: float, draw: st.DataObject) -> None:
        self.put(chance, draw, lie="别人没有写过的")

    def cell(self, chance: float, draw: st.DataObject) -> None:
        listing = self.listing(chance)
        name = "/".join(listing.path)
        if self.rows.get(name):
            at = int(chance * len(self.rows[name]))
            column = listing.columns[int(chance * 7919) % len(listing.columns)]
            key, row = column.path[-1], self.rows[name][at]
            text = typed(column, draw)
            self.send({"put": f"{name}/{at + 1}/{key}", "text": text, "was": row.get(key, "")})
            self.touch((*listing.path, at))
            row[key] = said(column, text)

    def add(self, chance: float, draw: st.DataObject) -> None:
        listing = self.listing(chance)
        cells = {column.path[-1]: typed(column, draw) for column in listing.columns[:2]}
        self.send({"add": "/".join(listing.path), "cells": cells})
        self.touch(listing.path)
        made = {column.path[-1]: said(column, cells[column.path[-1]]) for column in listing.columns[:2]}
        if any(made.values()):
            self.rows.setdefault("/".join(listing.path), []).append(made)

    def drop(self, chance: float, _draw: st.DataObject) -> None:
        listing = self.listing(chance)
        name = "/".join(listing.path)
        if self.rows.get(name):
            at = int(chance * len(self.rows[name]))
            self.send({"drop": name, "number": at + 1, "was": self.rows[name][at]})
            self.touch(listing.path, whole=True)
            self.rows[name].pop(at)

    def undo(self, _chance: float, _draw: st.DataObject) -> None:
        self.turn("undo", self.past, self.future)

    def redo(self, _chance: float, _draw: st.DataObject) -> None:
        self.turn("redo", self.future, self.past)

    def turn(self, what: str, there: list[Any], here: list[Any]) -> None:
        """To what lies `there` next, what stands now kept `here`."""
        answer = self.browser.post(f"{self.at}/{what}")
        assert answer.status == (200 if there else 409)
        if there:
            here.append((self.values, self.rows))
            self.values, self.rows = there.pop()

    def listing(self, chance: float) -> Any:
        return form().listings[int(chance * len(form().listings))]

    def touch(self, path: Sequence[str | int], *, whole: bool = True) -> None:
        """The lines of the first text that an edit at `path` may change."""
        places = {**self.first.keys, **self.first.places}
        own = tuple(path)
        while own and own not in places:
            own, whole = own[:-1], False  # nothing stood there: at most the line of what is around it
        start = places[own].line or 0
        others = [at.line or 0 for other, at in places.items() if other[: len(own)] != own and (at.line or 0) > start]
        end = min(others, default=self.lines + 1) if whole else start + 1
        self.touched |= set(range(start, end))


def alike(text: str) -> str:
    """Numbers and lists are compared as they are meant."""
    return re.sub(r"[,\s]|万元$|%$", "", text.replace("，", "、"))


def given_rows(rows: Rows) -> Rows:
    """Rows without what is empty."""
    return {
        name: [{key: alike(text) for key, text in row.items() if text} for row in all_]
        for name, all_ in rows.items()
        if all_
    }


def kept(lines: Sequence[str], text: Sequence[str]) -> Iterator[str]:
    """Those of `lines` that do not stand in `text` in their order."""
    left = iter(text)
    for line in lines:
        if not any(line == other for other in left):
            yield line
            left = iter(text)


@settings(max_examples=ROUNDS, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SAMPLES), st.lists(picks, min_size=EDITS, max_size=EDITS), st.data())
def test_edits_at_random(sample: Path, edits: list[tuple[str, float]], draw: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        clerk = Clerk(Path(place), sample)
        first = clerk.dept.read_bytes()
        for kind, chance in edits:
            clerk.edit(kind, chance, draw)
        desk: WarmDesk = clerk.browser.app.app.state.desk  # type: ignore[attr-defined]
        warm, cold = desk.look(clerk.dept), pipeline.look(clerk.dept, pipeline.Wanted(), desk.form)
        assert (warm.found, warm.values) == (cold.found, cold.values)
        assert (warm.marked and warm.marked.evaluation) == (cold.marked and cold.marked.evaluation)
        now, rows = stated(form(), clerk.source().data)
        assert {name: alike(text) for name, text in now.items()} == {n: alike(t) for n, t in clerk.values.items()}
        assert given_rows(rows) == given_rows(clerk.rows)
        lines = first.decode().split("\n")
        still = [line for number, line in enumerate(lines, 1) if number not in clerk.touched]
        after = clerk.dept.read_text("utf-8").split("\n")
        assert list(kept(still, after)) == []
        for _ in clerk.past[1:]:
            pipeline.undo(clerk.dept.parent)
        assert not clerk.past or clerk.browser.post(f"{clerk.at}/undo").status == 200
        assert clerk.dept.read_bytes() == first
        assert clerk.browser.post(f"{clerk.at}/undo").status == 409
