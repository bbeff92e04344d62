"""The text of each sample's report, as stored in golden/: what was handed in can be made again word for word.

Where a change of wording, rules or templates is meant to change these texts, store them anew and read the difference:

    python -m pytest tests/test_golden.py --refresh && git diff tests/golden
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from editor.planted import DOCUMENT, edit, pack
from sample import COMPACT, ROOT, TEMPLATES, read_inputs

from reportgen import evaluation as results
from reportgen import pipeline, word
from reportgen.cache import store
from reportgen.facts import department as departments

GOLDEN = ROOT / "tests" / "golden"
SAMPLES = sorted(path.parent for path in (ROOT / "data").glob("*/dept.yaml"))


def told(dept: Path) -> str:
    """The text of the report of `dept`, a line for each paragraph and each row, printed from 评价结果.json alone."""
    inputs = read_inputs(dept)
    result = pipeline.evaluate(inputs)[0].to_json()
    evaluation = results.from_json(result)
    assert evaluation.to_json() == result
    made, _ = pipeline.render(evaluation, inputs.pack)
    return word.outline(made).rstrip("\n") + "\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_report_of_a_sample_says_what_it_said(sample: Path, request: pytest.FixtureRequest) -> None:
    stored = GOLDEN / f"{sample.name}.txt"
    text = told(sample / "dept.yaml")
    if request.config.getoption("--refresh"):
        stored.write_text(text, "utf-8")
    assert stored.is_file(), "a new sample: store its text with --refresh"
    assert text == stored.read_text("utf-8")


@pytest.mark.slow
def test_an_old_report_stays_as_it_was_when_a_new_year_is_added(tmp_path: Path) -> None:
    new_year = pack(tmp_path / "templates", "futian-2022", "futian")
    edit(new_year / "report.docx", DOCUMENT, lambda xml: xml.replace("{{p super() }}", "新的一年，新的前言。"))
    weights = "指标:\n  A12: {分值: 4}\n  A21: {分值: 4}\n  A1: {分值: 9}\n  A2: {分值: 11}\n"
    (new_year / "framework.yaml").write_text(weights, "utf-8")
    folder = Path(shutil.copytree(ROOT / "data" / "futian-kechuang-2021", tmp_path / "data" / "futian"))
    dept = folder / "dept.yaml"
    assert told(dept) == (GOLDEN / "futian-kechuang-2021.txt").read_text("utf-8")
    dept.write_text(dept.read_text("utf-8").replace("套件: futian\n", "套件: futian-2022\n"), "utf-8")
    assert "新的一年，新的前言。" in told(dept), "the new pack is there to be used"


@pytest.mark.parametrize("compact", sorted(COMPACT.glob("*/dept.yaml")), ids=lambda path: path.parent.name)
def test_a_sample_in_the_short_layout_says_the_same(compact: Path) -> None:
    """The samples of tests/compact, which tests change by text, are those of data/, which `new` laid out."""
    shipped = ROOT / "data" / compact.parent.name
    assert departments.load(compact)[0] == departments.load(shipped / "dept.yaml")[0]
    assert (compact.parent / "整改.yaml").read_bytes() == (shipped / "整改.yaml").read_bytes()


@pytest.mark.slow
def test_every_pack_has_a_sample_in_the_layout_of_new() -> None:
    packs = {path.parent.name for path in TEMPLATES.glob("*/pack.yaml")}
    laid_out: set[str] = set()
    for sample in SAMPLES:
        text = (sample / "dept.yaml").read_text("utf-8")
        pack = re.search(r"^套件: (\S+)", text, re.MULTILINE)
        assert pack
        blank = _groups(pipeline.blank(pack[1], [TEMPLATES], 2021, store.users()))
        own = _groups(text)
        if [group for group in own if group in blank] == blank:
            laid_out.add(pack[1])
    assert laid_out == packs


def _groups(text: str) -> list[str]:
    """The groups of a dept.yaml that `new` laid out, each said what it is."""
    return re.findall(r"^([^\s#:]+): +#", text, re.MULTILINE)
