"""What is kept of a paragraph is what every rule says of it, wherever it stands."""

import pytest

from reportgen.statements import RULES, Ground, Reading, apart, look, settled
from reportgen.statements.ground import read_off
from reportgen.statements.lines import read
from tests.statements.test_rules import HITS, MISSES

YEAR = Ground(year=2031, office="大鹏新区某局", selves=("我局",))
TEXTS = [text for texts in (*HITS.values(), *MISSES.values()) for text in texts if isinstance(text, str)]


def plainly(text, ground=YEAR):
    report = read(text)
    reading = Reading(report, read_off(ground, report))
    return settled(remark for rule in RULES for remark in rule(reading))


@pytest.mark.parametrize("text", [*TEXTS, "\n".join(TEXTS)])
def test_says_what_all_the_rules_say(text):
    assert look(read(text), YEAR) == plainly(text)


def test_the_same_words_elsewhere_are_told_where_they_stand():
    text = "组织培训、、讲座。"
    before, after = look(read(text), YEAR), look(read(f"全年开展了许多工作，成效不错。\n{text}"), YEAR)
    assert [r.quote for r in before] == [r.quote for r in after] == ["组织培训、、讲座。"]
    assert (before[0].place.line, after[0].place.line) == (1, 2)
    assert after == plainly(f"全年开展了许多工作，成效不错。\n{text}")


def test_another_year_makes_another_remark():
    text = "2030年组织了一场培训。"
    assert not look(read(text), Ground(year=2030))
    assert [remark.code for remark in look(read(text), YEAR)] == ["K402"]


def test_every_rule_of_a_paragraph_is_a_rule():
    assert set(RULES) >= apart.OF_A_PARAGRAPH
