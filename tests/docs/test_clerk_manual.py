"""The clerk's manual does what it says: every command and every step, in order, in a folder of her own."""

from __future__ import annotations

import re
from pathlib import Path

import click
import excel_edits
import pytest
from manual import REPOSITORY, Reader, blocks

from reportgen.cli import commands

MANUAL = REPOSITORY / "docs" / "使用手册.md"
IMAGE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)]+)\)")
COMMAND = re.compile(r"`?(reportgen (?:[a-z]+)[^`\n]*)")
_LARGEST = 120_000


@pytest.fixture(scope="module")
def text() -> str:
    return MANUAL.read_text("utf-8")


@pytest.mark.slow
def test_the_manual_can_be_followed(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # tables in one piece
    user = Reader(tmp_path, excel_edits.STEPS)
    wrong = [found for block in blocks(text) for found in user.follow(block)]
    assert not wrong, "\n\n".join(wrong)
    people = (tmp_path / "整改.yaml").read_text("utf-8") + (tmp_path / "填报表.yaml").read_text("utf-8")
    assert all(new in people for new in excel_edits.REWORDED.values())


def test_every_command_and_option_that_it_names_exists(text: str) -> None:
    context = click.Context(commands)
    named = [found[1].split() for found in COMMAND.finditer(text)]
    assert {words[1] for words in named} >= {"new", "build", "take", "import", "draft", "absorb", "ledger", "explain"}
    for _, name, *words in named:
        command = commands.get_command(context, name)
        assert command, name
        known = {option for parameter in command.params for option in parameter.opts}
        assert [word for word in words if word.startswith("-") and word not in known] == []


def test_messages_explained_are_those_of_the_program(text: str) -> None:
    program = "\n".join(path.read_text("utf-8") for path in (REPOSITORY / "reportgen").rglob("*.py"))
    rows = text.partition("## 常见信息怎么办\n")[2].splitlines()
    messages = [row.split(" | ")[0].removeprefix("| ") for row in rows if row.startswith("| ")][1:]
    assert len(messages) >= 15
    assert [m for m in messages for piece in m.split("…") if piece.strip("“”") not in program] == []


def test_what_its_example_answers_stands_in_its_text(text: str) -> None:
    """Text alone, without the pictures, gives the marks: each mark given by a person and each reason is in a row."""
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ") and line.count("|") == 5]
    typed = {(code.removeprefix("| "), cell): (value, reason) for code, cell, value, reason in rows}
    for label, value in excel_edits.CELLS["自评"].items():
        code, cell = label.removeprefix("★").split()[0], label.partition("：")[2]
        if cell.startswith("人工得分"):
            assert typed[code, "人工得分"][0].startswith(str(value)), label
        elif cell == "理由":
            assert any(at == code and said[1].removesuffix(" |") == value for (at, _), said in typed.items()), label


def test_chapters_are_linked(text: str) -> None:
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[、，。：]", "", heading).replace(" ", "-").lower() for heading in headings}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) >= 10
    assert {link.lower() for link in links} <= anchors


def test_pictures_are_there_and_small(text: str) -> None:
    pictures = [MANUAL.parent / image["path"] for image in IMAGE.finditer(text)]
    assert {p.name for p in pictures} == {p.name for p in (MANUAL.parent / "images" / "manual").glob("*.png")}
    assert [p.name for p in pictures if p.stat().st_size > _LARGEST] == []
