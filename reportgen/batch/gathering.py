"""Files, folders and patterns of a command line → the dept.yaml files that are meant."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error

FILE = "dept.yaml"


def gathered(arguments: Sequence[str], output: Path | None = None) -> list[Path]:
    """Every dept.yaml that `arguments` mean, each once, in the order given, those of a folder by their paths.

    A folder means every dept.yaml below it, except below `output`; `*`, `?`, `[…]` and `**` are expanded here, as
    not every shell does. Raises Refused where an argument means no file.
    """
    found: dict[str, Path] = {}
    nothing: list[Diagnostic] = []
    for argument in arguments:
        meant = list(_meant(argument, output))
        if not meant:
            nothing.append(_none(argument))
        for path in meant:
            found.setdefault(os.path.realpath(path), path)
    if nothing:
        raise Refused(nothing)
    return list(found.values())


def _meant(argument: str, output: Path | None) -> Iterator[Path]:
    """The files of one argument; a file that is not there is meant all the same: whoever reads it tells so."""
    path = Path(argument)
    if os.path.isdir(path):  # noqa: PTH112 - False, too, for a name that no system takes
        yield from _below(path, output)
    elif not glob.has_magic(argument) or os.path.exists(path):  # noqa: PTH110
        yield path
    else:
        for name in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - patterns may begin anywhere
            if not _inside(Path(name), output):
                yield from _below(Path(name), output) if Path(name).is_dir() else (Path(name),)


def _below(folder: Path, output: Path | None) -> Iterable[Path]:
    own = output if output and os.path.realpath(output) != os.path.realpath(folder) else None
    return sorted(path for path in folder.rglob(FILE) if path.is_file() and not _inside(path, own))


def _inside(path: Path, folder: Path | None) -> bool:
    return folder is not None and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _none(argument: str) -> Diagnostic:
    if Path(argument).is_dir():
        message, hint = f"文件夹里没有 {FILE}", f"每个部门一个文件夹，其中的资料文件名应为 {FILE}"
    else:
        message, hint = f"没有文件符合“{argument}”", f"请核对路径，如 data/*/{FILE}"
    return error("no-files", message, hint, Position(argument))
