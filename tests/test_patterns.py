"""Patterns compiled at first use: they are patterns like any other, and every one of ours is well-formed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from program import HOME, trees

from reportgen import patterns
from reportgen.cache.codes import borrow, give_back
from reportgen.cache.store import NONE, Cache
from reportgen.patterns import PatternCodes, regex

_ALL = """
import importlib, pkgutil, re, reportgen
from reportgen.patterns import PatternCodes, _Pattern
names = [found.name for found in pkgutil.walk_packages(reportgen.__path__, "reportgen.")]
modules = [importlib.import_module(name) for name in names if name != "reportgen.__main__"]
patterns = [value for module in modules for value in vars(module).values() if isinstance(value, _Pattern)]
assert len(patterns) > 100
assert not [made.pattern for made in patterns if "search" in vars(made)]
for made in patterns:
    made.search("")
first, second = PatternCodes(), PatternCodes()
for made in patterns:
    first.pattern(made.pattern, made.flags)
second.lend(first.made)
for made in patterns:
    kept = second.pattern(made.pattern, made.flags)
    assert kept == re.compile(made.pattern, made.flags), made.pattern  # compares flags and every step of the code
    assert dict(kept.groupindex) == dict(re.compile(made.pattern, made.flags).groupindex)
assert not second.made
"""


@pytest.mark.parametrize("method", ["match", "fullmatch", "search", "sub", "split", "findall", "finditer"])
def test_every_method_of_a_pattern(method: str) -> None:
    arguments = ("-", "2021年5月") if method == "sub" else ("2021年5月",)
    ours, theirs = (getattr(make(r"\d+", re.ASCII), method)(*arguments) for make in (regex, re.compile))
    assert _plain(ours) == _plain(theirs)


def _plain(found: object) -> object:
    if isinstance(found, re.Match):
        return found.group()
    return [match.group() for match in found] if hasattr(found, "__next__") else found


def test_what_a_pattern_says_of_itself() -> None:
    later = regex("(?P<name>x)", re.DOTALL)
    assert (later.pattern, later.flags) == ("(?P<name>x)", re.DOTALL)
    assert dict(later.groupindex) == {"name": 1}
    with pytest.raises(AttributeError):
        _ = later.nothing  # type: ignore[attr-defined]


def test_codes_are_kept_from_one_process_to_the_next(tmp_path: Path) -> None:
    first, second, third = PatternCodes(), PatternCodes(), PatternCodes()
    for codes, source in ((first, "[一二]年"), (second, "(?P<year>20..)年")):
        borrow(Cache(tmp_path / "cache"), codes)
        codes.pattern(source, 0)
        give_back(Cache(tmp_path / "cache"), codes)
    borrow(Cache(tmp_path / "cache"), third)
    assert third.pattern("(?P<year>20..)年", 0) == re.compile("(?P<year>20..)年")
    assert third.pattern("[一二]年", 0) == re.compile("[一二]年")
    assert not {"(?P<year>20..)年", "[一二]年"} & {source for source, _ in third.made}
    give_back(NONE, first)


def test_patterns_of_libraries_are_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first process notes which there are, the second makes their codes, the third compiles none."""
    source = "x[一二三]+of a library"
    monkeypatch.setitem(sys.modules, "library", SimpleNamespace(Reader=type("Reader", (), {"X": re.compile(source)})))  # type: ignore[arg-type]
    made = []
    for _ in range(3):
        codes = PatternCodes()
        monkeypatch.setattr(re, "_cache", {})
        borrow(Cache(tmp_path / "cache"), codes)
        made.append(((source, 0) in codes.made, (str, source, 0) in re._cache))  # type: ignore[attr-defined]
        codes.pattern("[一二]年", 0)
        assert re.compile(source).fullmatch("x二of a library")
        give_back(Cache(tmp_path / "cache"), codes)
    assert made == [(False, False), (True, True), (False, True)]


@pytest.mark.parametrize(
    "kept",
    [
        (32, b"\xff\xff\xff\xff" * 4, 0, {}, (None,)),  # no code at all
        (32, b"\x01\x00", 0, {}, (None,)),  # cut off
        (32, b"", 0, {}, (None,)),
        ("32", b"", 0, {}, (None,)),
        (32,),
    ],
)
def test_a_code_that_the_matcher_refuses_is_made_again(kept: object) -> None:
    codes = PatternCodes()
    codes.lend({("a+", 0): kept})  # type: ignore[dict-item]
    assert codes.pattern("a+", 0) == re.compile("a+")


def test_a_python_whose_compiler_has_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "re", SimpleNamespace(compile=re.compile))
    codes = PatternCodes()
    assert codes.pattern("a[一二三]+", 0) == re.compile("a[一二三]+")
    assert not codes.made
    with pytest.raises(re.error):
        codes.pattern("a(", 0)


@pytest.mark.slow
def test_none_is_compiled_at_import_and_every_one_can_be() -> None:
    done = subprocess.run([sys.executable, "-c", _ALL], cwd=HOME.parent, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr


def test_no_module_compiles_patterns_of_its_own() -> None:
    """re.compile stands only in functions, where the pattern depends on a value."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in tree.body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef)
        for call in ast.walk(node)
        if isinstance(call, ast.Attribute) and call.attr == "compile" and ast.unparse(call) == "re.compile"
    ]
    assert not found
