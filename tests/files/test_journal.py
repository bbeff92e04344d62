"""Steps and the file that they change are two files: whatever ends the program between them, the history holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from reportgen.diagnostics import Refused
from reportgen.files import journal, writing
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Rewritten
from reportgen.pipeline.live.entering import rewrite, save_all
from reportgen.pipeline.live.stepping import redo, steps, undo

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


class Killed(BaseException):
    """The process ended here."""


def killed_before(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path.replace

    def replace(self: Path, other: Path) -> Path:
        if Path(other).name == name:
            raise Killed
        return own(self, other)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.fixture
def dept(tmp_path: Path) -> Path:
    path = tmp_path / "dept.yaml"
    path.write_text("一\n", "utf-8")
    for text in ("二\n", "三\n"):
        rewrite(path, text, journal.digest(path.read_bytes()), NOW)
    return path


@pytest.mark.parametrize("name", ["dept.yaml", journal.FILE])
def test_killed_amid_a_save(name: str, dept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        killed_before(name, patch)
        rewrite(dept, "四\n", journal.digest(dept.read_bytes()), NOW)
    assert dept.read_text("utf-8") == "三\n"
    assert [one.undone for one in steps(dept.parent)][:2] == [False, False]
    rewrite(dept, "五\n", journal.digest(dept.read_bytes()), NOW)
    for text in ("三\n", "二\n", "一\n"):
        undo(dept.parent)
        assert dept.read_text("utf-8") == text


@pytest.mark.parametrize(("name", "stands"), [("dept.yaml", "三\n"), (journal.FILE, "二\n")])
def test_killed_amid_an_undo(name: str, stands: str, dept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        killed_before(name, patch)
        undo(dept.parent)
    assert dept.read_text("utf-8") == stands
    for text in ("二\n", "一\n")[stands == "二\n" :]:
        undo(dept.parent)
        assert dept.read_text("utf-8") == text


@pytest.mark.parametrize(("name", "stands"), [("dept.yaml", "二\n"), (journal.FILE, "二\n")])
def test_killed_amid_a_redo(name: str, stands: str, dept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undo(dept.parent)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        killed_before(name, patch)
        redo(dept.parent)
    assert dept.read_text("utf-8") == stands
    redo(dept.parent)
    assert dept.read_text("utf-8") == "三\n"
    undo(dept.parent)
    undo(dept.parent)
    assert dept.read_text("utf-8") == "一\n"


def test_a_step_in_the_text_itself_is_about_its_line(dept: Path) -> None:
    rewrite(dept, "三\n四\n五\n", journal.digest(dept.read_bytes()), NOW)
    rewrite(dept, "三\n四\n六\n", journal.digest(dept.read_bytes()), NOW)
    assert [one.place for one in steps(dept.parent)][-2:] == ["line:2", "line:3"]


def test_a_step_with_a_line_end_of_word_is_taken_back(dept: Path) -> None:
    before = dept.read_text("utf-8")
    rewrite(dept, "甲\u2028乙\x85丙\n", journal.digest(dept.read_bytes()), NOW)
    undo(dept.parent)
    assert dept.read_text("utf-8") == before


def test_a_history_of_an_older_program_is_read(dept: Path) -> None:
    history = dept.parent / journal.FILE
    lines = [line.replace('"before"', '"other"') for line in history.read_text("utf-8").splitlines()]
    history.write_text("\n".join(lines), "utf-8")
    assert steps(dept.parent) == []  # of a newer one: passed over
    writing.write(history, b"")
    rewrite(dept, "四\n", journal.digest(dept.read_bytes()), NOW)
    undo(dept.parent)
    assert dept.read_text("utf-8") == "三\n"


OUTSIDE = ["../outside.yaml", "/etc/outside.yaml", "linked/outside.yaml", "a/../../outside.yaml"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_step_names_no_file_outside(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "dept"
    folder.mkdir()
    (folder / "linked").symlink_to(tmp_path)
    assert journal.place(folder, journal.FileChange(name, 0, "", "", "")) == folder / "outside.yaml"
    assert journal.place(folder, journal.FileChange("项目/01.yaml", 0, "", "", "")) == folder / "项目" / "01.yaml"


TWO = {"整改.yaml": "甲\n", "整改.底稿.json": "{}\n"}


def saved_two(folder: Path) -> None:
    """A step of two files, the second of which had not been there."""
    plan, kept = folder / "整改.yaml", folder / "整改.底稿.json"
    plan.write_text("", "utf-8")
    changes = [Rewritten(kept, (None, b"{}\n"), ("", "{}\n")), manuscripts.read(folder, plan.name).rewritten("甲\n")]
    save_all(changes, journal.Deed("更新", "问题"), NOW, folder)


def standing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name in TWO}


def test_a_step_of_several_files_is_taken_back_whole(tmp_path: Path) -> None:
    saved_two(tmp_path)
    assert (standing(tmp_path), [one.what for one in steps(tmp_path)]) == (TWO, ["更新"])
    undo(tmp_path)
    assert standing(tmp_path) == {"整改.yaml": ""}
    redo(tmp_path)
    assert standing(tmp_path) == TWO
    (tmp_path / "整改.底稿.json").write_text("[]\n", "utf-8")
    with pytest.raises(Refused, match=r"整改\.底稿\.json”在这一步以后又在页面之外改过，不能撤销"):
        undo(tmp_path)
    assert standing(tmp_path) == {**TWO, "整改.底稿.json": "[]\n"}


@pytest.mark.parametrize("turn", [undo, redo])
@pytest.mark.parametrize("name", ["整改.yaml", journal.FILE])
def test_killed_amid_a_step_of_several_files(
    turn: Callable[[Path], object], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_two(tmp_path)
    if turn is redo:
        undo(tmp_path)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        killed_before(name, patch)
        turn(tmp_path)
    for one, after in ((turn, None), (undo, {"整改.yaml": ""}), (redo, TWO)):
        with suppress(Refused):  # there is nothing left to do, or it is done only now
            one(tmp_path)
        assert after is None or standing(tmp_path) == after
