"""One name, one thing wherever a reader meets it: in a file, in a folder, and in the folders that it imports."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from program import ROOT, statements, trees

CALLERS = ("reportgen.cli", "reportgen.pipeline.outputs")  # named after what they call, for whoever looks for a command


@cache
def modules() -> dict[str, ast.Module]:
    """Every module and package of the program by its dotted name."""
    return {dotted(Path("reportgen", path)): tree for path, tree in trees().items()}


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def classes(module: str) -> frozenset[str]:
    return frozenset(node.name for node in modules()[module].body if isinstance(node, ast.ClassDef))


@cache
def imported(module: str) -> tuple[tuple[str, str, str], ...]:
    """What a module imports of ours: from where, what, and what it calls it."""
    nodes = [n for n in statements(modules()[module]) if isinstance(n, ast.ImportFrom) and n.module in modules()]
    return tuple((str(n.module), one.name, one.asname or one.name) for n in nodes for one in n.names)


@cache
def home(module: str, name: str) -> str:
    """The full name of what a module calls `name`, where it is a module or a class of ours; else nothing."""
    if f"{module}.{name}" in modules():
        return f"{module}.{name}"
    if name in classes(module):
        return f"{module}.{name}"
    return next((home(there, what) for there, what, called in imported(module) if called == name), "")


def folder(name: str) -> str:
    return ".".join(name.split(".")[:2])


@cache
def seen_from() -> frozenset[tuple[str, str]]:
    """Pairs of folders of which the first imports the second, and each with itself."""
    pairs = {(folder(one), folder(home(there, what) or there)) for one in modules() for there, what, _ in imported(one)}
    return frozenset(pairs | {(folder(one), folder(one)) for one in modules()})


def met_in(module: str) -> Iterator[str]:
    """The modules and classes that a reader of `module` meets."""
    if not module.startswith(CALLERS):
        yield module
    yield from (f"{module}.{name}" for name in classes(module))
    yield from filter(None, (home(there, what) for there, what, _ in imported(module)))


def bare(name: str) -> str:
    return name.rpartition(".")[2]


def of_one_name(names: set[str]) -> list[list[str]]:
    grouped = defaultdict(set)
    for name in names:
        grouped[bare(name)].add(name)
    return [sorted(group) for group in grouped.values() if len(group) > 1]


def side_by_side(names: set[str]) -> list[tuple[str, str]]:
    pairs = [pair for group in of_one_name(names) for pair in combinations(group, 2)]
    return [(a, b) for a, b in pairs if {(folder(a), folder(b)), (folder(b), folder(a))} & seen_from()]


def test_no_file_meets_two_modules_or_classes_of_one_name() -> None:
    twice = {module: of_one_name(set(met_in(module))) for module in modules()}
    assert not {module: found for module, found in twice.items() if found}


def test_no_public_class_has_the_name_of_another_in_its_folder_or_in_one_that_is_imported_there() -> None:
    assert not side_by_side({f"{m}.{name}" for m in modules() for name in classes(m) if not name.startswith("_")})


def test_no_module_has_the_name_of_another_in_its_folder_or_in_one_that_is_imported_there() -> None:
    assert not side_by_side({name for name in modules() if not name.startswith(CALLERS)})


def told(package: str) -> set[Path]:
    """The rooms that a folder's own sentence tells of, as paths without a suffix; those of the whole house aside."""
    path = ROOT.joinpath(*package.split("."))
    names = re.findall(r"`([a-z_]+)`", ast.get_docstring(modules()[package]) or "")
    return {path / name for name in names if f"reportgen.{name}" not in modules()}


def test_a_folder_tells_of_rooms_that_it_has() -> None:
    rooms = {room for package in {name.rpartition(".")[0] for name in modules()} - {""} for room in told(package)}
    assert not [room for room in rooms if not room.exists() and not room.with_suffix(".py").exists()]
