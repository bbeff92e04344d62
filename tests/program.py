"""The program's own files as trees of Python, read once for all tests that look through them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "reportgen"


@cache
def trees() -> Mapping[str, ast.Module]:
    """Every module and package by its path below reportgen: word/template.py."""
    return {path.relative_to(HOME).as_posix(): ast.parse(path.read_bytes()) for path in sorted(HOME.rglob("*.py"))}


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """A module, and every statement in it: a twelfth of what ast.walk meets."""
    yield tree
    for inside in ("body", "orelse", "finalbody", "handlers", "cases"):
        for one in getattr(tree, inside, ()):
            yield from statements(one)
