"""Names that no system takes, folders, pipes: told by every command, and nobody waits."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sample import FUTIAN

from reportgen import cli

LONG, LETTERS = "长" * 100 + ".yaml", "a" * 300
DEEP = "/".join(["深" * 60] * 30) + "/dept.yaml"  # each name is short enough, the path is not
ARGUMENTS = [
    ["build", LONG],
    ["score", LONG],
    ["absorb", LONG, "dept.yaml"],
    ["absorb", "report.docx", LONG],
    ["audit", LONG],
    ["new", LONG, "-p", "futian"],
    ["pack", "show", LETTERS],
    ["pack", "check", LETTERS],
    ["pack", "new", LETTERS, "--from", "futian"],
    ["build", "dept.yaml", "-p", LETTERS],
    ["check", LONG],
    ["draft", LONG],
    ["check", DEEP],
    ["draft", DEEP],
    ["explain", DEEP, "B42"],
    ["audit", "report.docx", "--data", DEEP],
    ["build", "dept.yaml", "-o", f"{LONG}/"],
    ["build", "fifo.yaml"],
    ["draft", "fifo.yaml"],
    ["absorb", "fifo.docx", "dept.yaml"],
    ["audit", "fifo.docx"],
    ["absorb", "folder", "dept.yaml"],
    ["audit", "folder"],
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(FUTIAN, tmp_path)
    Path("folder").mkdir()
    for name in ("fifo.yaml", "fifo.docx"):
        os.mkfifo(name)
    return tmp_path


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=lambda arguments: " ".join(arguments)[:30])
def test_it_is_told(here, capsys, arguments):
    assert cli.main(arguments) == cli.REFUSED
    told = "".join(capsys.readouterr())
    assert "错误：" in told
    assert "name too long" not in told
    assert not list(here.glob("*.docx.*"))


@pytest.mark.few(4)
@pytest.mark.parametrize("name", ["整改.yaml", "评价结果.json"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
@pytest.mark.parametrize("command", ["build", "draft", "ledger"])
def test_beside_dept_yaml(here, capsys, name, make, command):
    make(name)
    if command == "draft" and name == "评价结果.json":
        assert cli.main([command, "dept.yaml"]) == cli.DONE
        return
    assert cli.main([command, "dept.yaml"]) == cli.REFUSED
    message = capsys.readouterr().err
    assert f"“{name}”是" in message
    assert " -o " not in message
