"""A new department in a folder: from a pack, or from what stays of last year's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Position, Refused, error
from reportgen.evaluation import FILE as RESULT
from reportgen.facts import department as departments
from reportgen.facts.blanks.questions import SEPARATOR
from reportgen.facts.source import load
from reportgen.forms.entered import Add, FormEntry, Put, entered
from reportgen.forms.merging import stated
from reportgen.packs import pack as packs
from reportgen.pipeline.asking import blank
from reportgen.pipeline.forming import STAYS, form_of
from reportgen.stages.inputs import pack_roots
from reportgen.values import Frozen

DEPT = "dept.yaml"
_NAME = SEPARATOR.join(("部门", "全称"))
_LAST = "上年"


class Start(Frozen):
    """Whose dept.yaml, of which year, by which pack."""

    name: str
    year: int
    pack: str


def pack_names(folder: Path) -> dict[str, str]:
    """The packs that a department in `folder` may use: what each is called, by its name; last those for any place."""
    found: dict[str, str] = {}
    general: dict[str, str] = {}
    for root in pack_roots(folder / DEPT):
        for file in sorted(root.glob("*/pack.yaml")):
            source, _ = load(file)
            data = source.data if source and isinstance(source.data, dict) else {}
            own = found if data.get("继承") else general  # base is what districts inherit from
            own.setdefault(file.parent.name, str(data.get("名称") or file.parent.name))
    return {**found, **general}


def begin(folder: Path, name: str, year: int, pack: str, cache: Cache = NONE) -> Path:
    """A new dept.yaml for the department `name` in a folder of its own in `folder`; raises Refused."""
    if not name.strip():
        raise Refused([error("no-name", "没有填部门全称", "如 深圳市福田区科技创新局", Position(str(folder)))])
    return _begun(folder, Start(name.strip(), year, pack), [], cache)


def begin_after(folder: Path, before: Path, cache: Cache = NONE) -> Path:
    """The same for the year after the one of the file at `before`, with what stays from one year to the next."""
    department, source, found = departments.load(before)
    if department is None or source is None:
        raise Refused(found)
    form = form_of(packs.load(department.pack, pack_roots(before), cache=cache)[0])
    given, rows = stated(form, source.data, STAYS)
    entries: list[FormEntry] = [Put(name, text) for name, text in given.items() if name != _NAME]
    entries += [Add(name, row) for name, listed in rows.items() for row in listed]
    start = Start(department.office.name, department.year + 1, department.pack)
    return _begun(folder, start, entries, cache)


def offered(dept: Path, named: Callable[[str], Sequence[Path]], year: str) -> dict[str, list[str]]:
    """What may be chosen for fields of the file at `dept`, by their names: of 上年 the results of other departments.

    Files are found as they are `named`; those of the year before come first.
    """
    before = str(int(year) - 1) if year.isdecimal() else ""
    others = [one for one in named(RESULT) if one.parent != dept.resolve().parent]
    others.sort(key=lambda one: (before not in one.parent.name, one))
    return {_LAST: [PurePath(os.path.relpath(one, dept.resolve().parent)).as_posix() for one in others]}


def _begun(folder: Path, start: Start, entries: Sequence[FormEntry], cache: Cache) -> Path:
    target = folder / files.safe_name(start.name, f"-{start.year}") / DEPT
    roots = pack_roots(folder / DEPT)
    form = form_of(packs.load(start.pack, roots, cache=cache)[0])
    new = blank(start.pack, roots, start.year, cache)
    text, _ = entered(new, str(target), form, [Put(_NAME, start.name), *entries])
    files.write_new(target, "\n".join(_linked(text, _last_result(folder, start.name, start.year))).encode())
    return target


def _last_result(folder: Path, name: str, year: int) -> str | None:
    """The 评价结果.json of the year before, as dept.yaml names it, where it lies in the folder of that year."""
    before = files.safe_name(name, f"-{year - 1}")
    return f"../{before}/{RESULT}" if (folder / before / RESULT).is_file() else None


def _linked(text: str, last: str | None) -> Iterator[str]:
    """The lines of a new form, with the result of last year where there is one."""
    for line in text.split("\n"):
        yield f'{_LAST}: "{last}"' if last and line.startswith(f"{_LAST}:") else line
