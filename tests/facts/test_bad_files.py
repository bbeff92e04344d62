"""Every wrong dept.yaml in bad/ is refused with exactly the messages written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import errors
from reportgen.facts import department

BAD = Path(__file__).parent / "bad"


def told(path: Path) -> str:
    _, _, found = department.parse(path.read_bytes(), "dept.yaml")
    return "\n".join(map(str, found)) + "\n"


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_messages_are_those_written_beside_the_file(path: Path) -> None:
    assert told(path) == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_department_comes_of_a_wrong_file(path: Path) -> None:
    given, _, found = department.parse(path.read_bytes(), "dept.yaml")
    assert given is None
    assert errors(found)


def test_every_wrong_file_has_its_messages() -> None:
    assert {p.stem for p in BAD.glob("*.yaml")} == {p.stem for p in BAD.glob("*.txt")}
    assert len(list(BAD.glob("*.yaml"))) >= 20
