"""What happens around a command: --open, --watch, waiting told, names completed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sample import FUTIAN, ROOT

from reportgen import cli, pipeline
from reportgen.cli.session import completion, opening, waiting, watching
from reportgen.cli.show import Out
from reportgen.diagnostics import Refused, error
from reportgen.editor import check as checks
from reportgen.editor import papers
from reportgen.packs import pack as packs


@pytest.fixture
def dept(tmp_path, monkeypatch) -> Path:
    """A copy of the sample in a folder of its own."""
    for name in ("dept.yaml", "整改.yaml"):
        shutil.copy(FUTIAN.with_name(name), tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "dept.yaml"


@pytest.fixture
def desktop(tmp_path, monkeypatch) -> Path:
    """A system whose opener notes what it is given, and refuses what is called 打不开."""
    (tmp_path / "bin").mkdir()
    for name in ("xdg-open", "open"):
        opener = tmp_path / "bin" / name
        opener.write_text('#!/bin/sh\necho "$1" >> "$(dirname "$0")/opened"\ncase "$1" in *打不开*) exit 4;; esac\n')
        opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path / "bin" / "opened"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files by os.startfile")
def test_what_was_written_is_opened(desktop, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "--pack", "base", "dept.yaml", "--open"]) == cli.DONE
    assert desktop.read_text().split() == [str(tmp_path / "dept.yaml")]
    assert "打开" not in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files by os.startfile")
@pytest.mark.parametrize("path", ["", None], ids=["refused", "no program"])
def test_what_cannot_be_opened_is_told(path, desktop, monkeypatch, capsys):
    if path is None:
        monkeypatch.setenv("PATH", "/nowhere")
    opening.opened(Path("打不开.docx"), Out())
    assert "请自己打开：打不开.docx" in capsys.readouterr().out


def test_windows_opens_by_itself(monkeypatch, capsys):
    given: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.startfile", given.append, raising=False)
    opening.opened(Path("报告.docx"), Out())
    assert [path.name for path in given] == ["报告.docx"]
    monkeypatch.setattr("os.startfile", _nothing_for_it, raising=False)
    opening.opened(Path("报告.docx"), Out())
    assert "请自己打开：报告.docx" in capsys.readouterr().out


def _nothing_for_it(path):
    raise OSError(1155, "no application")


class Day:
    """A person who saves something at each look of the watch, then goes home."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        self.deeds = [deed for one in deeds for deed in (one, _nothing)]

    def sleep(self, seconds: float) -> None:
        if not self.deeds:
            raise KeyboardInterrupt
        self.deeds.pop(0)()


def _nothing() -> None:
    pass


def _saved(path: Path, old: str, new: str) -> Callable[[], object]:
    return lambda: path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def _watch(day: Day, monkeypatch) -> None:
    monkeypatch.setattr(watching.watch, "__defaults__", (day.sleep,))


@pytest.mark.slow
def test_a_build_is_watched(dept, monkeypatch, capsys):
    day = Day(
        _saved(dept, "支出: 606.07", "支出: 十几"),
        _saved(dept, "支出: 十几", "支出: 606.07"),
    )
    _watch(day, monkeypatch)
    assert cli.build([str(dept), "--watch", "-o", "报告.docx"]) == cli.DONE
    out, err = capsys.readouterr()
    assert out.count("总分：94.94") == 2
    assert out.count("正在看着") == 3
    assert err.count("看到的是“十几”") == 1
    assert out.rstrip().endswith("已结束。")


def test_a_build_waits_for_a_file_that_is_not_there_yet(dept, monkeypatch, capsys):
    kept = dept.rename(dept.with_name("以后.yaml"))
    _watch(Day(lambda: kept.rename(dept)), monkeypatch)
    assert cli.build([str(dept), "--watch"]) == cli.DONE
    out, err = capsys.readouterr()
    assert "找不到文件" in err
    assert out.count("总分：94.94") == 1


@pytest.mark.parametrize("broken", ["", "继承: base", "继承: 没有的"], ids=["whole", "broken", "without a parent"])
def test_all_that_a_build_reads_is_watched(broken, dept, tmp_path, monkeypatch):
    for name in ("futian", "base"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    info = tmp_path / "templates" / "futian" / "pack.yaml"
    if broken:
        info.write_text(f"名秤: 福田\n{broken}\n", "utf-8")
    noted = pipeline.Noted()
    with suppress(Refused):
        pipeline.read(dept, pipeline.Wanted(load=noted.load, trail=noted.trail))
    files = {str(path.relative_to(tmp_path)) for path in noted.files() if path.is_relative_to(tmp_path)}
    own = {"dept.yaml", "整改.yaml", "templates/futian/pack.yaml", "templates/futian/用例.yaml"}
    parents = {"templates/base/wording.yaml", "templates/base/report.docx"}
    assert own <= files
    assert (parents <= files) == ("没有的" not in broken)


def test_a_watch_is_for_one_department(dept, capsys):
    assert cli.build([str(dept), str(dept.parent), "--watch"]) == cli.USAGE
    assert "一次只用于一个部门" in capsys.readouterr().err


@pytest.fixture
def quick_check(monkeypatch) -> None:
    """A check and a preview that cost nothing: what matters here is when they are made."""

    def check(name, roots, cache):
        info = packs.find(name, roots) / "pack.yaml"
        return [error("slip", "写错了")] if "名秤" in info.read_text("utf-8") else []

    monkeypatch.setattr(checks, "check", check)
    monkeypatch.setattr(pipeline, "summary_faults", lambda *given: [], raising=False)
    monkeypatch.setattr(papers, "preview", lambda pack: pack.info.name.encode())


@pytest.mark.slow
@pytest.mark.usefixtures("quick_check")
def test_a_pack_is_watched(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["pack", "new", "luohu", "--from", "base"]) == cli.DONE
    info, opened = tmp_path / "templates" / "luohu" / "pack.yaml", []
    monkeypatch.setattr(opening, "opened", lambda path, out: opened.append(path.name))
    deeds = [_saved(info, "名称", "名秤"), _saved(info, "名秤", "名称"), _saved(info, "名称: ", "名称: 新")]
    _watch(Day(*deeds), monkeypatch)
    assert cli.main(["pack", "watch", "luohu", "--open"]) == cli.DONE
    out = capsys.readouterr().out
    assert out.count("检查通过") == 3
    assert out.count("样稿没有更新") == 1
    assert [path.name for path in tmp_path.glob("*.docx")] == ["luohu-样稿.docx"]
    assert opened == ["luohu-样稿.docx"]


@pytest.mark.usefixtures("quick_check")
def test_a_preview_that_somebody_changed_is_set_aside(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    cli.main(["pack", "new", "luohu", "--from", "base"])
    info, preview = tmp_path / "templates" / "luohu" / "pack.yaml", tmp_path / "luohu-样稿.docx"

    def both() -> None:
        preview.write_bytes(b"notes of a person")
        _saved(info, "名称: ", "名称: 新")()

    _watch(Day(both), monkeypatch)
    assert cli.main(["pack", "watch", "luohu"]) == cli.DONE
    (aside,) = tmp_path.glob("luohu-样稿（原文件*.docx")
    assert aside.read_bytes() == b"notes of a person"


def test_what_the_work_writes_itself_is_no_change(tmp_path):
    path, rounds = tmp_path / "a", []

    def work() -> watching.Round:
        rounds.append(path.write_text(str(len(rounds))))
        return watching.Round(frozenset(), frozenset({path}))

    assert watching.watch(work, Day(_nothing).sleep) == cli.DONE
    assert len(rounds) == 1
    assert watching.watch(work, Day(lambda: path.write_text("much longer")).sleep) == cli.DONE
    assert len(rounds) == 3


def test_waiting_is_told_on_a_terminal_only(monkeypatch, capsys):
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    with waiting.waiting("读取资料"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with waiting.waiting("读取资料") as at:
        time.sleep(0.05)
        assert at.on("编译模板", str.upper)("a") == "A"
    told = capsys.readouterr().err
    assert "正在读取资料……（0 秒）" in told
    assert told.endswith("\r")


@pytest.mark.parametrize("shell", [*completion.SHELLS])
def test_a_script_for_each_shell(shell, capsys):
    assert cli.main(["completion", shell]) == cli.DONE
    script = capsys.readouterr().out
    assert completion.VARIABLE in script
    assert "reportgen" in script


def test_another_shell(capsys):
    assert cli.main(["completion", "cmd"]) == cli.USAGE
    assert "bash|zsh|fish|powershell" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "word", "wanted"),
    [
        ("reportgen bu", "bu", {"build"}),
        ("reportgen build dept.yaml --wa", "--wa", {"--watch"}),
        ("reportgen build --pack fu", "fu", {"futian"}),
        ("reportgen build --pack ", "", {"futian", "base"}),
        ("reportgen pack wa", "wa", {"watch"}),
        ("reportgen build d", "d", set()),
    ],
)
def test_powershell_is_answered(line, word, wanted, monkeypatch, capsys):
    answers = {completion.VARIABLE: "powershell_complete", "COMP_LINE": line, "COMP_WORD": word}
    for name, value in answers.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        cli.main([])
    found = set(capsys.readouterr().out.split())
    assert wanted <= found
    assert all(name.startswith(word) for name in found)
    assert bool(found) == bool(wanted)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes(tmp_path):
    program = tmp_path / "reportgen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportgen "$@"\n')
    program.chmod(0o755)
    asked = """
eval "$(reportgen completion bash)"
COMP_WORDS=(reportgen pack pre) COMP_CWORD=2
_reportgen_completion reportgen
echo "${COMPREPLY[@]}"
"""
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "preview"
