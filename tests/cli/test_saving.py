"""Outputs written again: what nobody has changed is replaced, what somebody has is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.saving import saved
from reportgen.cli.show import Out


def kept(folder: Path) -> list[str]:
    return sorted(path.read_text("utf-8") for path in folder.glob("汇总（原文件*.xlsx"))


def test_an_own_file_is_replaced_as_long_as_nobody_changed_it(tmp_path, capsys):
    path = tmp_path / "汇总.xlsx"
    for text in ("一", "二", "三"):
        saved(path, text.encode(), Out(), remembered=True)
    assert (path.read_text("utf-8"), kept(tmp_path)) == ("三", [])
    path.write_text("三，加了批注", "utf-8")
    saved(path, "四".encode(), Out(), remembered=True)
    assert (path.read_text("utf-8"), kept(tmp_path)) == ("四", ["三，加了批注"])
    assert "原有的“汇总.xlsx”已另存为" in capsys.readouterr().out


@pytest.mark.parametrize("memory", [None, "", "不是摘要"])
def test_a_file_of_somebody_elses_is_set_aside(tmp_path, memory):
    path = tmp_path / "汇总.xlsx"
    path.write_text("别人的", "utf-8")
    if memory is not None:
        (tmp_path / ".reportgen").mkdir()
        (tmp_path / ".reportgen" / "汇总.xlsx.sha256").write_text(memory, "utf-8")
    saved(path, b"x", Out(), remembered=True)
    assert kept(tmp_path) == ["别人的"]


def test_what_is_not_remembered_leaves_nothing_beside_it(tmp_path):
    saved(tmp_path / "汇总.xlsx", b"x", Out())
    saved(tmp_path / "汇总.xlsx", b"y", Out())
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
    assert kept(tmp_path) == ["x"]
