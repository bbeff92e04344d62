"""What a command imports in a process of its own, its cache filled: what it needs, and no more."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample import FUTIAN, ROOT

_TELLING = """
import json, sys
sys.path.insert(0, {root!r})
before = set(sys.modules)
from reportgen import cli
code = cli.{run}({arguments!r})
print()
print(json.dumps([code, sorted(set(sys.modules) - before)]))
"""
_STANDARD = sys.stdlib_module_names | {"typing_extensions"}  # which msgspec takes where there is one
PACKS = {"click", "reportgen", "msgspec", "yaml", "jinja2", "markupsafe"}
BUILD = {*PACKS, "lxml"}


def imported(run: str, arguments: list[str]) -> list[str]:
    """The modules that a command imports in a new process, which must end well."""
    program = _TELLING.format(root=str(ROOT), run=run, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return [str(module) for module in modules]


def libraries(modules: list[str]) -> set[str]:
    """The packages that are neither Python's own nor a compiled part of another's."""
    names = {module.partition(".")[0] for module in modules} - _STANDARD
    return {name for name in names if "cython" not in name}


def rooms(modules: list[str]) -> set[str]:
    """The rooms of ours on the upper floor."""
    return {module.split(".")[1] for module in modules if module.startswith("reportgen.")}


def dept(folder: Path, typed: str = "") -> list[str]:
    """The sample; its 资产管理 is what is `typed`."""
    text = FUTIAN.read_text("utf-8")
    if typed:
        text, done = re.subn(r"(?<=^  资产管理: \|\n).*", typed, text, flags=re.MULTILINE)
        assert done == 1
    (folder / "dept.yaml").write_text(text, "utf-8")
    (folder / "整改.yaml").write_bytes(FUTIAN.with_name("整改.yaml").read_bytes())
    return [str(folder / "dept.yaml")]


def test_build(tmp_path: Path) -> None:
    arguments = dept(tmp_path)
    imported("build", arguments)
    modules = imported("build", arguments)
    assert libraries(modules) == BUILD
    assert rooms(modules) == {
        "cache",
        "checks",
        "chinese",
        "cli",
        "diagnostics",
        "evaluation",
        "exhibits",
        "facts",
        "files",
        "findings",
        "language",
        "overall_form",
        "packs",
        "patterns",
        "pipeline",
        "projects",
        "report",
        "score_cells",
        "scoring",
        "stages",
        "statements",
        "system",
        "values",
        "word",
    }
    assert {m for m in modules if m.startswith("reportgen.projects.")} == {
        "reportgen.projects.form_files",
        "reportgen.projects.project_sheet",
    }
    compiling = {"compiling", "loader", "examine", "adopt", "workshop", "returned"}
    assert not [m for m in modules if m.startswith("reportgen.word.") and m.split(".")[2] in compiling]


@pytest.mark.slow
def test_markdown_is_parsed_where_it_is_not_plain(tmp_path: Path) -> None:
    arguments = dept(tmp_path, "    |甲|乙|\n    |-|-|\n    |1|2|")
    imported("build", arguments)
    assert libraries(imported("build", arguments)) == BUILD | {"markdown_it", "mdurl"}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["score"], ["explain", "B42"]], ids=lambda arguments: str(arguments[0]))
def test_marks_need_nothing_of_word(arguments: list[str], tmp_path: Path) -> None:
    command, *more = arguments
    whole = [command, *dept(tmp_path), *more]
    imported("main", whole)
    modules = imported("main", whole)
    assert libraries(modules) == PACKS
    assert not rooms(modules) & {"word", "checks", "review", "editor", "sheets", "roundtrip"}


@pytest.mark.parametrize(
    ("run", "arguments"), [("main", ["--help"]), ("build", ["--help"]), ("main", ["pack", "--help"])]
)
def test_help_imports_nothing_of_the_work(run: str, arguments: list[str]) -> None:
    modules = imported(run, arguments)
    assert libraries(modules) == {"click", "reportgen"}
    assert rooms(modules) <= {"cache", "chinese", "cli", "diagnostics", "patterns", "pipeline", "system"}
