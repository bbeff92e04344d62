"""The door of every file that an option names: whatever a person has stays, and what to type is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sample import FUTIAN

from reportgen import cli

OLD = b"somebody's"
WRITERS = {  # every command and option that writes where it is told, with the suffix it must have
    "build": (["build", "dept.yaml", "-o", "{}"], ".docx"),
    "build --draft": (["build", "dept.yaml", "--draft", "-o", "{}"], ".docx"),
    "build --review": (["build", "dept.yaml", "--review", "-o", "{}"], ".docx"),
    "ledger": (["ledger", "dept.yaml", "-o", "{}"], ".xlsx"),
    "new": (["new", "{}", "--pack", "futian"], ".yaml"),
    "pack show --docx": (["pack", "show", "futian", "--docx", "{}"], ".docx"),
    "pack show --xlsx": (["pack", "show", "futian", "--xlsx", "{}"], ".xlsx"),
    "pack preview": (["pack", "preview", "futian", "-o", "{}"], ".docx"),
    "audit --format docx": (["audit", "report.txt", "--format", "docx", "-o", "{}"], ".docx"),
    "audit --format xlsx": (["audit", "report.txt", "--format", "xlsx", "-o", "{}"], ".xlsx"),
    "audit --format json": (["audit", "report.txt", "--format", "json", "-o", "{}"], ".json"),
    "pack check --annotate": (["pack", "check", "own", "--annotate", "{}"], ".docx"),
}
TARGETS = {  # what stands at the end of the option, and what is told
    "dept.yaml": ("dept.yaml", ("文件名应以", "文件已存在")),
    "整改.yaml": ("整改.yaml", ("文件名应以", "不能作输出")),
    "评价结果.json": ("评价结果.json", ("文件名应以", "不能作输出")),
    "pack file": ("templates/own/report.docx", ("文件名应以", "不能作输出")),
    "pdf": ("a.pdf", ("文件名应以",)),
    "no suffix": ("out/", ("文件名应以",)),
    "folder": ("folder", ("是一个文件夹",)),
    "folder with the suffix": ("folder{suffix}", ("是一个文件夹",)),
    "fifo": ("fifo{suffix}", ("不是普通文件",)),
    "link to dept.yaml": ("link{suffix}", ("文件名应以", "文件已存在")),
    "link to itself": ("loop{suffix}", ("链接", "文件已存在")),
    "300 letters": ("长" * 100 + "{suffix}", ("文件名太长",)),
    "below a file": ("dept.yaml/a{suffix}", ("不是文件夹", "文件名应以")),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    for name in ("dept.yaml", "整改.yaml"):
        shutil.copy(FUTIAN.with_name(name), tmp_path)
    (tmp_path / "评价结果.json").write_bytes(OLD)
    (tmp_path / "report.txt").write_text("某局2021年度部门整体绩效评价报告\n全年支出按进度执行。\n" * 20, "utf-8")
    (tmp_path / "folder").mkdir()
    own = tmp_path / "templates" / "own"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("名称: 自有\n继承: futian\n", "utf-8")
    shutil.copy(Path(__file__).parents[2] / "templates/futian/report.docx", own)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


FOLDERS = {"no suffix", "folder", "folder with the suffix"}  # build puts the reports of departments into one
REFUSED = [(w, t) for w in WRITERS for t in TARGETS if not (w.startswith("build") and t in FOLDERS)]


@pytest.mark.parametrize(("writer", "target"), REFUSED)
def test_what_must_not_be_written_is_refused_and_stays(here, capsys, writer, target):
    arguments, suffix = WRITERS[writer]
    name, told = TARGETS[target]
    name = name.format(suffix=suffix)
    (here / f"folder{suffix}").mkdir()
    os.mkfifo(f"fifo{suffix}")
    Path(f"link{suffix}").symlink_to("dept.yaml")
    Path(f"loop{suffix}").symlink_to(f"loop{suffix}")
    before = contents(here)
    assert cli.main([name if part == "{}" else part for part in arguments]) == cli.REFUSED
    message = capsys.readouterr().err
    assert any(words in message for words in told), message
    assert "→" in message
    assert contents(here) == before


REMEMBERED = ("build", "build --draft", "build --review", "ledger")
ALL = [name for name in WRITERS if name not in ("new", "build")]  # a new file never replaces; build as build --draft


@pytest.mark.slow
@pytest.mark.parametrize("writer", ALL)
def test_another_s_file_is_set_aside(here, writer):
    arguments, suffix = WRITERS[writer]
    target = here / f"甲（核对稿）{suffix}"
    target.write_bytes(OLD)
    assert cli.main([target.name if part == "{}" else part for part in arguments]) == cli.DONE
    (aside,) = here.glob("甲（核对稿）（*")
    assert aside.read_bytes() == OLD
    assert target.read_bytes()[:1] in b"P{["


@pytest.mark.slow
@pytest.mark.parametrize("writer", ["build --draft", "ledger", "pack show --xlsx", "audit --format json"])
def test_a_link_is_written_through(here, writer):
    arguments, suffix = WRITERS[writer]
    link, end = here / f"甲（核对稿）{suffix}", here / "folder" / f"乙{suffix}"
    link.symlink_to(end)
    assert cli.main([link.name if part == "{}" else part for part in arguments]) == cli.DONE
    assert link.is_symlink()
    assert end.read_bytes()[:1] in b"P{["


@pytest.mark.slow
def test_a_hard_link_keeps_the_other_file(here):
    Path("甲.docx").hardlink_to("dept.yaml")
    before = Path("dept.yaml").read_bytes()
    assert cli.main(["build", "dept.yaml", "-o", "甲.docx"]) == cli.DONE
    assert Path("dept.yaml").read_bytes() == before


def test_links_of_the_data_are_written_through(here):
    Path("整改.yaml").rename("folder/people.yaml")
    Path("整改.yaml").symlink_to("folder/people.yaml")
    Path("folder/people.yaml").write_text("", "utf-8")
    assert cli.main(["draft", "dept.yaml"]) == cli.DONE
    assert Path("整改.yaml").is_symlink()
    assert Path("folder/people.yaml").read_text("utf-8")


@pytest.mark.slow
def test_a_result_that_is_none_is_set_aside(here, capsys):
    assert cli.main(["build", "dept.yaml", "-o", "A.DOCX"]) == cli.DONE
    (aside,) = here.glob("评价结果（原文件*.json")
    assert aside.read_bytes() == OLD
    assert "已另存为" in capsys.readouterr().out


def test_two_asides_in_one_second(tmp_path):
    import datetime as dt  # noqa: PLC0415

    from reportgen import files  # noqa: PLC0415

    now, target = dt.datetime(2022, 1, 1, tzinfo=dt.UTC), tmp_path / "报告.docx"
    for content in (b"1", b"2", b"3"):
        target.write_bytes(content)
        files.set_aside(target, now, "修改稿")
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"1", b"2", b"3"]
