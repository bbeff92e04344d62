"""What is kept of a department between two requests is what its files say now, also of one that holds errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Browser

from reportgen.diagnostics import errors
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
