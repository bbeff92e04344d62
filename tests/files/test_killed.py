"""Runs that end before they are done: a full disk, a kill; nothing half stays, nothing is lost, the next run works."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample import FUTIAN

from reportgen import cli, files
from reportgen.diagnostics import Refused

NOW = dt.datetime(2022, 5, 1, tzinfo=dt.UTC)
RUNS = [["build", "dept.yaml"], ["ledger", "dept.yaml"], ["draft", "dept.yaml"], ["new", "b.yaml", "-p", "futian"]]
RUNS += [["pack", "preview", "futian"], ["pack", "new", "luohu", "--from", "futian"]]


@pytest.fixture
def here(tmp_path, monkeypatch):
    shutil.copy(FUTIAN, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_a_full_disk(here, monkeypatch, capsys, arguments):
    def full(*_given, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = contents(here)
    for call in ("os.fsync", "tempfile.mkstemp"):
        with monkeypatch.context() as patch:
            patch.setattr(call, full)
            if arguments[:2] == ["pack", "new"]:
                patch.setattr("pathlib.Path.write_bytes", full)
            assert cli.main(arguments) == cli.REFUSED, call
        message = capsys.readouterr().err
        assert "磁盘已满" in message
        assert "未生成任何文件" in message
        assert contents(here) == before
    assert cli.main(arguments) == cli.DONE
    assert not [path for path in here.rglob("*") if path.name.startswith(".~")]


@pytest.mark.slow
def test_the_second_file_cannot_be_replaced(here, monkeypatch, capsys):
    own = Path.replace

    def stuck(self, other):
        if Path(other).name == "评价结果.json":
            raise PermissionError(errno.EACCES, "in use")
        return own(self, other)

    assert cli.main(["build", "dept.yaml"]) == cli.DONE
    (report,) = here.glob("*.docx")
    before = report.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", stuck)
        assert cli.main(["build", "dept.yaml", "--output", report.name]) == cli.REFUSED
    message = capsys.readouterr().err.replace("\n", "")
    assert f"已写入：{report.name}；其余未写入" in message
    assert "未生成任何文件" not in message
    assert report.read_bytes()[:2] == before[:2]
    assert not list(here.glob(".~*"))


def test_a_lock_ends_with_its_process(tmp_path):
    target = tmp_path / "整改.yaml"
    program = "import sys, time, pathlib; from reportgen import files\n"
    program += "with files.locked(pathlib.Path(sys.argv[1])): print(1, flush=True); time.sleep(60)"
    running = subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE)
    assert running.stdout
    running.stdout.readline()
    with pytest.raises(Refused, match="请稍候再试"), files.locked(target):
        pass
    running.kill()
    running.wait()
    running.stdout.close()
    with files.locked(target):
        pass
    assert not list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    (tmp_path / ".~reportgen-abc.docx").write_bytes(b"half")
    (tmp_path / ".~reportgen-pack").mkdir()
    (tmp_path / ".~reportgen-pack" / "pack.yaml").write_bytes(b"half")
    (tmp_path / ".~$report.docx").write_bytes(b"Word's own")
    files.write(tmp_path / "a.docx", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".~$report.docx", "a.docx"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("moment", range(0, 400, 57))
def test_killed_at_any_call(tmp_path, moment):
    """A process that ends at once, at the nth line that it runs in files/; then what is there is whole."""
    old, new, first = tmp_path / "旧.docx", tmp_path / "新.docx", tmp_path / "评价结果.json"
    old.write_bytes(b"old" * 9)
    if (child := os.fork()) == 0:
        left = [moment]

        def step(frame, event, _argument):
            if "reportgen/files" not in frame.f_code.co_filename:
                return None
            if event == "line":
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
            return step

        sys.settrace(step)
        with files.alone(files.homes([old, new])):
            files.put({old: b"new" * 9, first: b"{}"}, lambda: files.set_aside(old, NOW, "修改稿") and None)
        os._exit(0)
    os.waitpid(child, 0)
    kept = [path.read_bytes() for path in tmp_path.glob("旧*")]
    assert b"old" * 9 in kept
    files.write(new, b"next")
    assert {path.read_bytes() for path in tmp_path.iterdir()} <= {b"old" * 9, b"new" * 9, b"{}", b"next"}


@pytest.mark.slow
def test_places_are_told_from_the_folder(here):
    assert cli.main(["build", str(here / "dept.yaml")]) == cli.DONE
    text = Path("评价结果.json").read_text("utf-8")
    assert str(here) not in text
    assert '"dept.yaml:' in text


def test_a_lock_that_a_killed_run_left_goes_with_the_next_and_one_that_is_held_stays(tmp_path: Path) -> None:
    left, held = tmp_path / ".~整改.yaml.lock", tmp_path / ".~dept.yaml.lock"
    left.touch()
    with files.locked(tmp_path / "dept.yaml"):
        with files.alone([tmp_path]):
            assert not left.exists() and held.exists()
        assert held.exists()
    assert not list(tmp_path.iterdir())
