"""What is kept of a department between two requests is what its files say now, also of one that holds errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Browser

from reportgen import pipeline
from reportgen.diagnostics import errors
from reportgen.pipeline import Looked, Wanted, at_fields
from reportgen.web.warm import WarmDesk


@pytest.fixture
def desk(browser: Browser) -> WarmDesk:
    made: WarmDesk = browser.app.app.state.desk  # type: ignore[attr-defined]
    return made


def with_lines(root: Path, *lines: str) -> Path:
    """The sample's dept.yaml with `lines` below it."""
    dept = root / "福田" / "dept.yaml"
    dept.write_text("\n".join((dept.read_text("utf-8"), *lines, "")), "utf-8")
    return dept


def cold(desk: WarmDesk, dept: Path) -> Looked:
    """The department looked at by who knows nothing yet."""
    return pipeline.look(dept, Wanted(cache=desk.cache), desk.form)  # what is asked hangs on the pack alone


def told(looked: Looked) -> tuple[object, ...]:
    """All that a page shows of it."""
    evaluation = looked.marked and looked.marked.evaluation.to_json()
    places = looked.source and (dict(looked.source.places), dict(looked.source.keys), looked.source.blocks)
    return looked.seen, looked.found, evaluation, looked.values, at_fields(looked, looked.found), places


EDITS = [
    (r"劳务派遣: \d+", "劳务派遣: 31"),
    (r"(?m)^(  项目支出: .*支出: )[\d.]+", r"\g<1>70000"),
    (r"(?m)^(  项目支出: .*支出: )[\d.]+", r"\g<1>70000.0"),
    (r"(?m)^预算:", "# 说明\n\n预算:"),
    (r"(?m)^(  项目支出: .*支出: )[\d.]+", r"\g<1>若干"),
    (r"(?m)^(  项目支出: )", r"  项目支出："),
]
COMPARED = 3  # the last ones; each look from nothing loads the pack


def test_warm_is_what_cold_is(desk: WarmDesk, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    desk.look(dept)
    for number, (pattern, by) in enumerate(EDITS):
        text = re.sub(pattern, by, dept.read_text("utf-8"), count=1)
        assert text != dept.read_text("utf-8")
        dept.write_text(text, "utf-8")
        warm = told(desk.look(dept))
        assert number < len(EDITS) - COMPARED or warm == told(cold(desk, dept))


def test_errors_in_the_file_are_not_told_anew_for_nothing(desk: WarmDesk, root: Path) -> None:
    dept = with_lines(root, "不认识的: 1")
    looked = desk.look(dept)
    assert any("不认识的" in one.message for one in errors(looked.found))
    assert desk.look(dept) is looked
    dept.write_text(dept.read_text("utf-8").replace("不认识的: 1", ""), "utf-8")
    assert not errors(desk.look(dept).found)


@pytest.mark.parametrize("line", ["上年: 上年.json", "所属单位: [上年.json]"])
def test_a_file_that_was_missing_and_came(line: str, desk: WarmDesk, root: Path) -> None:
    dept = with_lines(root, line)
    told = [one.message for one in errors(desk.look(dept).found)]
    assert any("找不到" in one for one in told)
    (dept.parent / "上年.json").write_text("{}", "utf-8")
    now = [one.message for one in errors(desk.look(dept).found)]
    assert now
    assert not any("找不到" in one for one in now)


def test_a_file_that_could_not_be_read(desk: WarmDesk, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dept, reading = with_lines(root, "上年: 上年.json"), Path.read_bytes
    (dept.parent / "上年.json").write_text("{}", "utf-8")

    def shut(path: Path) -> bytes:
        if path.name == "上年.json":
            raise PermissionError
        return reading(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", shut)
        assert any("打不开" in one.message for one in errors(desk.look(dept).found))
    assert not any("打不开" in one.message for one in errors(desk.look(dept).found))
