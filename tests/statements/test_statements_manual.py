"""docs/核查手册.md tells every code."""

from pathlib import Path

from reportgen.statements import manual
from reportgen.statements.codes import CODES, KINDS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "核查手册.md"


def test_the_manual_is_current():
    command = "python -m reportgen.statements.manual > docs/核查手册.md"
    assert DOCS.read_text("utf-8") == manual.text(), f"run: {command}"


def test_every_code_belongs_to_a_kind_and_says_all():
    for code, about in CODES.items():
        assert code[:2] in KINDS
        assert all((about.title, about.levels, about.why, about.example, about.settle))
