"""libyaml reads what it can; whatever it reads is what PyYAML's own scanner reads, place for place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.dialect import composing
from reportgen.facts.dialect.composing import Composed
from reportgen.facts.dialect.decoding import decode, lines, scrub
from reportgen.facts.dialect.pieces import compose

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("templates", "data", "tests/facts/bad") for path in (ROOT / folder).rglob("*.yaml"))
MORE = ("甲: ", "- ", "\n", "\n  ", "\n    ", " #", "|\n", ">2", "---", "...", "1,234.5")
PIECES = [
    *"ab1甲#,:-[]{}'\"|>~!&*%?\\\t ",
    "甲: ",
    "\n乙: ",
    "\n丙:\n  丁: |\n    ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    " #",
    "|\n",
    ">2",
    "---",
    "...",
    "1,234.5",
]

pytestmark = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml has one scanner only")


def outcome(text: str) -> tuple[object, ...]:
    return _plain(compose(text, "dept.yaml", lines(text)))


def slowly(text: str) -> tuple[object, ...]:
    read = composing.one_pass(text, "dept.yaml", lines(text), yaml.BaseLoader)
    assert read is not None
    return _plain(read)


def _plain(read: Composed) -> tuple[object, ...]:
    return read.data, read.places, read.keys, read.blocks, read.diagnostics, str(read.broken)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_reads_the_same(path: Path) -> None:
    text, _ = decode(path.read_bytes(), str(path))
    if text is None:
        pytest.skip("no text")
    text, _ = scrub(text.removeprefix("\ufeff"), str(path))
    assert outcome(text) == slowly(text)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.yaml")), ids=lambda path: path.parent.name)
def test_libyaml_reads_every_file_of_the_packs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not composing._AT_ODDS.search(text)
    assert composing.one_pass(text, str(path), lines(text), yaml.CBaseLoader) is not None


AT_ODDS = {
    "a Tab": "=\t",
    "three dashes": "---",
    "a question mark in braces": "部门: {全称?: 某局}",
    "a byte order mark": "\r\n\ufeff",
    "a comment after the sign of a block": ">-#",
    "a Tab after the sign of a block": "|+\t\n",
    "nothing in braces": "部门: {全称: ,某局}",
    "nothing before a bracket": "部门: [全称: ]",
    "a number in two": "预算: {年初: 43,189.21}",
    "one key twice": "甲: 1\n甲: 2",
    "a quote left open": "甲: '乙",
    "an anchor": "甲: &a 乙",
}


@pytest.mark.parametrize("text", AT_ODDS.values(), ids=AT_ODDS.keys())
def test_what_the_scanners_read_differently(text: str) -> None:
    assert outcome(text) == slowly(text)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=16).map("".join))
def test_whatever_is_written(text: str) -> None:
    assert outcome(text) == slowly(text)


def test_without_libyaml_all_is_read_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    before = outcome("甲: [乙, 丙]\n")
    monkeypatch.setattr(composing, "_QUICK", None)
    assert outcome("甲: [乙, 丙]\n") == before
