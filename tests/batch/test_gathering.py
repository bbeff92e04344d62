"""What a command line means: files, folders and patterns, each dept.yaml once, results never."""

from pathlib import Path

import pytest

from reportgen.batch.gathering import gathered
from reportgen.diagnostics import Refused

TREE = ("data/a/dept.yaml", "data/b/dept.yaml", "data/b/整改.yaml", "data/c/2021/dept.yaml", "data/out/x/dept.yaml")


@pytest.fixture(autouse=True)
def tree(tmp_path, monkeypatch):
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "output", "meant"),
    [
        (["data/b/dept.yaml", "data/a/dept.yaml"], "out", ["data/b/dept.yaml", "data/a/dept.yaml"]),
        (["data/*/dept.yaml"], "data/out", ["data/a/dept.yaml", "data/b/dept.yaml"]),
        (["data/[ab]/dept.yaml"], None, ["data/a/dept.yaml", "data/b/dept.yaml"]),
        (["data"], "data/out", ["data/a/dept.yaml", "data/b/dept.yaml", "data/c/2021/dept.yaml"]),
        (["data/?"], "out", ["data/a/dept.yaml", "data/b/dept.yaml", "data/c/2021/dept.yaml"]),
        (["data/**/dept.yaml"], "data/out", ["data/a/dept.yaml", "data/b/dept.yaml", "data/c/2021/dept.yaml"]),
        (["data/a", "data/a/dept.yaml", "data/b/../a"], None, ["data/a/dept.yaml"]),
        (["data/a"], "data/a", ["data/a/dept.yaml"]),
        (["nowhere/dept.yaml"], None, ["nowhere/dept.yaml"]),
    ],
    ids=["files", "pattern", "class", "folder", "folders by pattern", "any depth", "once", "output beside", "missing"],
)
def test_what_is_meant(arguments, output, meant):
    assert [path.as_posix() for path in gathered(arguments, output and Path(output))] == meant


@pytest.mark.parametrize(
    ("argument", "told"),
    [("data/*/部门.yaml", "没有文件符合“data/*/部门.yaml”"), ("empty", "文件夹里没有 dept.yaml")],
)
def test_nothing_is_meant(argument, told):
    with pytest.raises(Refused) as refused:
        gathered(["data/a/dept.yaml", argument])
    assert told in str(refused.value)
