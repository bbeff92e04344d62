"""A bureau's batch from the command line: folders, what changed, what is wrong, what people edited."""

import datetime as dt
import errno
import os
import re
import shutil
from pathlib import Path

import pytest
from sample import ROOT

from reportgen import cli
from reportgen.batch import planning
from reportgen.batch.work import Task
from reportgen.values import replace

SAMPLE = ROOT / "data" / "hunan-demo-2022"


def department(folder: Path, name: str, *, broken: bool = False) -> Path:
    """A department of its own name in `folder`."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("*.json", "*.docx"))
    dept = folder / "dept.yaml"
    text = re.sub("示例县水利局", name, dept.read_text("utf-8"))
    dept.write_text(text.replace("年度: 2022", "年度: 二二") if broken else text, "utf-8")
    return dept


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """Two departments."""
    monkeypatch.chdir(tmp_path)
    department(tmp_path / "data" / "a", "甲局")
    department(tmp_path / "data" / "b", "乙局")
    return tmp_path / "data"


def build(*arguments: str) -> int:
    return cli.build([*arguments, "-j", "1"])


def tree(folder: Path) -> list[str]:
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if path.parts[0] != ".reportgen")


REPORT = "2022年度部门整体支出绩效自评报告.docx"
BOTH = [f"{name}局-2022/{file}" for name in "乙甲" for file in (f"{name}局{REPORT}", "评价结果.json")]


def test_each_department_gets_a_folder_of_its_own(data, capsys):
    assert build("data/*/dept.yaml", "-o", "out/") == cli.DONE
    assert tree(Path("out")) == BOTH
    out = capsys.readouterr().out
    assert "[1/2] 已生成　甲局　" in out
    assert "共 2 个部门：已生成 2；用时 " in out


@pytest.mark.slow
def test_a_rerun_builds_only_what_changed(data, capsys):
    build("data", "-o", "out/")
    capsys.readouterr()
    assert build("data", "-o", "out/") == cli.DONE
    assert "共 2 个部门：未变 2；" in capsys.readouterr().out
    整改 = data / "a" / "整改.yaml"
    整改.write_text(整改.read_text("utf-8") + "\n# 已核对\n", "utf-8")
    build("data", "-o", "out/")
    assert "共 2 个部门：已生成 1，未变 1；" in capsys.readouterr().out
    (data / "b" / "整改.yaml").unlink()
    Path("out", BOTH[2]).unlink()
    build("data", "-o", "out/")
    assert "共 2 个部门：已生成 2；" in capsys.readouterr().out
    build("data", "-o", "out/", "--force")
    assert "共 2 个部门：已生成 2；" in capsys.readouterr().out
    assert tree(Path("out")) == BOTH


@pytest.mark.slow
def test_a_pack_that_changed_is_a_change(data, capsys, tmp_path):
    """Also for a process that has kept the pack since the last batch."""
    pack = tmp_path / "templates" / "hunan-demo"
    shutil.copytree(ROOT / "templates" / "hunan-demo", pack)
    shutil.copytree(ROOT / "templates" / "base", pack.with_name("base"))
    build("data/a", "-o", "out/")
    (pack / "wording.yaml").write_text((pack / "wording.yaml").read_text("utf-8") + "\n# 另\n", "utf-8")
    build("data/a", "-o", "out/")
    assert "已生成 1；" in capsys.readouterr().out.splitlines()[-2]
    build("data/a", "-o", "out/")
    assert "未变 1；" in capsys.readouterr().out


def test_one_broken_department_does_not_stop_the_others(data, capsys):
    department(data / "0", "丙局", broken=True)
    assert build("data", "-o", "out/") == cli.REFUSED
    told = capsys.readouterr()
    assert tree(Path("out")) == BOTH
    assert "共 3 个部门：已生成 2，未生成 1；" in told.out
    assert f"{Path('data/0/dept.yaml')}：未生成" in told.err
    assert "错误：“年度”应为四位数的年份" in told.err


def test_two_of_one_name_and_year_are_both_kept(data, capsys):
    department(data / "c", "甲局")
    assert build("data", "-o", "out/") == cli.DONE
    assert "2 份资料都是“甲局”2022年度的，各自保留" in capsys.readouterr().out
    both = sorted([*BOTH, f"甲局-2022（2）/甲局{REPORT}", "甲局-2022（2）/评价结果.json"])
    assert tree(Path("out")) == both
    assert build("data/c", "-o", "out/", "--force") == cli.DONE
    assert tree(Path("out")) == both


@pytest.mark.slow
def test_the_workings_go_with_each_report(data):
    assert build("data/a", "-o", "out/") == cli.DONE
    assert build("data/a", "-o", "out/", "--workings") == cli.DONE, "asked for by now: not the same as before"
    all_of_it = sorted([*BOTH[2:], "甲局-2022/甲局2022年度计算底稿.xlsx"])
    assert tree(Path("out")) == all_of_it
    Path("out", "甲局-2022", "甲局2022年度计算底稿.xlsx").unlink()
    assert build("data/a", "-o", "out/", "--workings") == cli.DONE
    assert tree(Path("out")) == all_of_it, "made again where somebody took it away"


def test_a_department_that_is_renamed_leaves_its_old_folder_and_is_told(data, capsys):
    build("data/a", "-o", "out/")
    dept = data / "a" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("甲局", "丁局"), "utf-8")
    capsys.readouterr()
    assert build("data/a", "-o", "out/") == cli.DONE
    assert f"以前的报告和结果在“{Path('out/甲局-2022')}”，仍在那里" in capsys.readouterr().out
    assert len(tree(Path("out"))) == 4


def test_names_that_are_one_for_windows_get_two_folders():
    task = Task(Path(), "run", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    tasks = [replace(task, dept=Path(name)) for name in ("a", "b")]
    housed = planning.housed(tasks, {Path("a"): ("Ab局", "2021"), Path("b"): ("aB局", "2021")}, Path("nowhere"))
    assert [one.folder and one.folder.name for one in housed] == ["Ab局-2021", "aB局-2021（2）"]


def test_a_department_that_fails_later_keeps_what_was_built(data, capsys):
    build("data", "-o", "out/")
    dept = data / "a" / "dept.yaml"
    text = dept.read_text("utf-8")
    dept.write_text(text.replace("年度: 2022", "年度: 二二"), "utf-8")
    assert build("data", "-o", "out/") == cli.REFUSED
    assert tree(Path("out")) == BOTH
    dept.write_text(text, "utf-8")
    capsys.readouterr()
    assert build("data", "-o", "out/") == cli.DONE
    assert "已生成 1，未变 1；" in capsys.readouterr().out
    assert tree(Path("out")) == BOTH


@pytest.mark.slow
def test_what_a_person_edited_is_kept(data, capsys):
    build("data", "-o", "out/")
    report = Path("out", BOTH[2])
    edited = report.read_bytes() + b"edited"
    report.write_bytes(edited)
    build("data", "-o", "out/")
    assert report.read_bytes() == edited
    capsys.readouterr()
    build("data", "-o", "out/", "--force")
    assert "原报告曾被修改，已另存为“甲局2022年度部门整体支出绩效自评报告（修改稿" in capsys.readouterr().out
    (aside,) = report.parent.glob("*修改稿*")
    assert aside.read_bytes() == edited


def test_results_beneath_the_data_are_never_taken_for_data(data, capsys):
    assert build("data", "-o", "data/out/") == cli.DONE
    shutil.copy(data / "a" / "dept.yaml", data / "out")
    assert build("data", "-o", "data/out") == cli.DONE
    assert "共 2 个部门：未变 2；" in capsys.readouterr().out


def test_without_a_folder_each_is_written_beside_its_data(data):
    assert build("data/a", "data/b") == cli.DONE
    assert f"a/甲局{REPORT}" in tree(data)
    assert f"b/乙局{REPORT}" in tree(data)


def test_a_department_that_takes_too_long(data, capsys):
    assert build("data/a", "-o", "out/", "--timeout", "0.001") == cli.REFUSED
    told = capsys.readouterr()
    assert "超时 1" in told.out
    assert "错误：超过 0.001 秒未完成，已停止" in told.err
    assert tree(Path("out")) == []


def test_a_full_disk_ends_the_batch_and_what_was_done_is_kept(data, capsys, monkeypatch):
    build("data/a", "-o", "out/")
    before = tree(Path("out"))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert build("data", "-o", "out/", "--force") == cli.REFUSED
    told = capsys.readouterr()
    assert "错误：无法写入：磁盘已满" in told.err
    assert "未生成 1，没有做 1；" in told.out
    assert "磁盘已满，已停止。已生成的都完整；再运行一次，只补没有做完的。" in told.out
    assert tree(Path("out")) == before


def test_strange_files_in_the_output_are_set_aside(data, capsys):
    home = Path("out", "甲局-2022")
    home.mkdir(parents=True)
    (home / f"甲局{REPORT}").write_bytes(b"somebody's")
    (home / "评价结果.json").write_text("[]", "utf-8")
    (Path("out") / "乙局-2022").write_text("a file", "utf-8")
    assert build("data", "-o", "out/") == cli.REFUSED
    told = capsys.readouterr()
    assert "没有生成记录，已另存为" in told.out
    assert "错误：" in told.err
    assert sorted(path.name[:2] for path in home.iterdir()) == ["甲局", "甲局", "评价", "评价"]
    assert (Path("out") / "乙局-2022").read_text("utf-8") == "a file"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["data/a", "data/b", "-o", "报告.docx"], "多个部门的报告各在一个文件夹里，-o 应是文件夹"),
        (["data/*/部门.yaml"], "没有文件符合“data/*/部门.yaml”"),
        (["data", "-o", "data/a/dept.yaml"], "-o 应是文件夹"),
    ],
)
def test_wrong_arguments(data, capsys, arguments, told):
    before = tree(data.parent)
    assert build(*arguments) == cli.REFUSED
    assert told in capsys.readouterr().err
    assert tree(data.parent) == before


def test_a_stopped_batch_tells_what_was_done(data, capsys, monkeypatch):
    from reportgen.cli import progress  # noqa: PLC0415

    def stopped(pieces, total, told):
        yield next(iter(pieces))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(progress, "followed", stopped)
        assert build("data", "-o", "out/") == cli.REFUSED
    assert "已中止。已生成的都完整；再运行一次，只补没有做完的。" in capsys.readouterr().out
    assert build("data", "-o", "out/") == cli.DONE
    assert "已生成 1，未变 1；" in capsys.readouterr().out
