"""The .zip for machines without network: what is in it fits them, and what is in it is enough."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sample import FUTIAN, ROOT

OFFLINE = ROOT / "offline"
_FETCHING = 120  # seconds


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"offline_{name}", OFFLINE / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


pack = _module("pack")
WINDOWS = pack.Target(pack.WINDOWS, "3.11")


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("lxml-6.1.3-cp311-cp311-win_amd64.whl", True),
        ("cryptography-50.0.2-cp311-abi3-win_amd64.whl", True),
        ("cryptography-50.0.2-cp38-abi3-win_amd64.whl", True),
        ("pypdfium2-5.15.2-py3-none-win_amd64.whl", True),
        ("click-8.5.1-py3-none-any.whl", True),
        ("openpyxl-3.1.5-py2.py3-none-any.whl", True),
        ("lxml-6.1.3-cp312-cp312-win_amd64.whl", False),
        ("lxml-6.1.3-cp311-cp311-win32.whl", False),
        ("lxml-6.1.3-cp311-cp311-manylinux_2_28_x86_64.whl", False),
        ("docxtpl-0.20.2.tar.gz", False),
    ],
)
def test_what_windows_can_install(name, fits):
    assert WINDOWS.unfit([Path(name)]) == ([] if fits else [name])


def _wheel(folder: Path, name: str, *needs: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        made.writestr(f"{name}-1.0.dist-info/METADATA", head + "".join(f"Requires-Dist: {need}\n" for need in needs))
    return path


def test_what_only_windows_needs_is_fetched_too(tmp_path):
    elsewhere = ('uvloop; sys_platform != "win32"', 'x; extra == "x"')
    own = _wheel(tmp_path, "own", "other>=1", 'colorama>=0.4; platform_system == "Windows"', *elsewhere)
    found = [own, _wheel(tmp_path, "other")]
    assert pack.lacking(found, WINDOWS) == ["colorama>=0.4"]


@pytest.mark.parametrize("path", sorted([*OFFLINE.glob("*.bat"), *OFFLINE.glob("*.txt")]), ids=lambda path: path.name)
def test_windows_can_read_what_people_open(path):
    text = path.read_text("utf-8")
    data = pack.for_windows(text)
    assert data.decode("gbk") == text.replace("\n", "\r\n")
    assert b"\r\r" not in data
    assert sum(data.count(sign) for sign in b"|^&<>%") == sum(
        text.count(sign) for sign in "|^&<>%"
    )  # none in a Han sign
    for line in text.splitlines():  # cmd splits a line of a .bat at these
        assert path.suffix == ".txt" or not set("&|") & set(line.partition("2^>nul")[0])


@pytest.mark.parametrize("path", sorted(OFFLINE.glob("*.bat")), ids=lambda path: path.name)
def test_what_cmd_does(path):
    """Blocks are closed, every jump has its label, and what is called lies in the folder."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    assert lines[0] == "@echo off"
    assert sum(line.endswith(" (") for line in lines) == lines.count(")")
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {line.split("goto ")[1] for line in lines if "goto " in line} <= labels
    assert {line for line in lines if line.startswith(("pause", "cmd /k"))}, "its window would close with the message"
    assert not [line for line in lines if "(" in line.removesuffix(" (") and line.startswith("echo")]


def test_what_the_page_needs_is_fetched(tmp_path):
    own = _wheel(tmp_path, "reportgen", 'uvicorn; extra == "web"', 'distributed; extra == "dask"')
    assert pack.lacking([own], WINDOWS) == ["uvicorn"]


def test_the_manual_is_a_page():
    made = pack.page("# 标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | ![图](images/manual/a.png) |\n")
    assert "<h1>标题</h1>" in made
    assert '<img src="images/manual/a.png"' in made
    assert "<td>1</td>" in made


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["lxml-6-cp39-cp39-win_amd64.whl"], "需要 3.9"),
        ([f"lxml-6-cp{sys.version_info[0]}{sys.version_info[1]}-x-win_amd64.whl"], "不是给这种系统的"),
        ([f"lxml-6-cp{sys.version_info[0]}{sys.version_info[1]}-x-manylinux_x86_64.whl"], ""),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="of a machine that is not Windows")
def test_another_python_is_told(names, said):
    why = _module("install").unfit(names)
    assert said in why
    assert bool(said) == bool(why)


@pytest.fixture(scope="module")
def registry(tmp_path_factory) -> Iterator[None]:
    """Skips where pip finds no registry; our own wheel is made once."""
    folder = tmp_path_factory.mktemp("one")
    asked = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "0", "-d", folder, "mdurl"]
    if subprocess.run(asked, capture_output=True, check=False, timeout=_FETCHING).returncode:
        pytest.skip("no package registry can be reached from here")
    made = pack.own(folder)
    with pytest.MonkeyPatch.context() as once:
        once.setattr(pack, "own", lambda other: Path(shutil.copy(made, other)))
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
def test_the_zip_for_windows(tmp_path):
    with zipfile.ZipFile(pack.main(["-o", str(tmp_path / "离线.zip")])) as made:
        names = made.namelist()
        assert made.read("reportgen/安装.bat").decode("gbk").startswith("@echo off\r\n")
    found = [Path(name) for name in names if "/wheels/" in name]
    assert WINDOWS.unfit(found) == []
    own = {path.name.partition("-")[0] for path in found}
    assert {"reportgen", "pip", "lxml", "msgspec", "pyyaml", "starlette", "uvicorn"} <= own
    assert {f"reportgen/{name}" for name in ("安装.bat", "启动.bat", "命令窗口.bat", "使用手册.html")} <= {*names}


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
@pytest.mark.skipif(sys.platform == "win32", reason="the twin of what Windows does")
def test_its_twin_is_installed_without_network_and_builds_the_sample(tmp_path):
    with zipfile.ZipFile(pack.main(["--platform", "here", "-o", str(tmp_path / "离线.zip")])) as made:
        made.extractall(tmp_path)
    venv.create(tmp_path / "fresh")
    python = tmp_path / "fresh" / "bin" / "python"
    home = tmp_path / pack.FOLDER
    alone = {"PATH": "/usr/bin:/bin", "PIP_INDEX_URL": "file:///nowhere", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    installed = subprocess.run(
        [python, "-I", home / "install.py"], capture_output=True, text=True, env=alone, check=False
    )
    assert "已安装" in installed.stdout, installed.stdout + installed.stderr
    built = subprocess.run(
        [home / "reportgen", "build", home / "样例" / FUTIAN.name, "-o", "报告.docx"],
        capture_output=True, text=True, cwd=tmp_path, env=alone, check=False,
    )  # fmt: skip
    assert "总分：94.94" in built.stdout, built.stderr
    assert (tmp_path / "报告.docx").is_file()
    with subprocess.Popen(
        [home / "reportgen", "serve", home / "样例", "--no-open", "--port", "18765"],
        stdout=subprocess.PIPE, text=True, cwd=tmp_path, env={**alone, "PYTHONUNBUFFERED": "1"},
    ) as serving:  # fmt: skip
        try:
            assert serving.stdout
            address = next(line.partition("：")[2].strip() for line in serving.stdout if "在浏览器里打开：" in line)
            with _unproxied(address) as page:
                assert "深圳市福田区科技创新局" in page.read().decode()
        finally:
            serving.terminate()


def _unproxied(address):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
    return opener.open(address, timeout=20)
