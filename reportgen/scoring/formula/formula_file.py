"""formulas.yaml read: every fault of its arithmetic, its names and its circles told at once, at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.facts.department import OFFERED, free, known_names
from reportgen.facts.records.record import Record, read
from reportgen.facts.source import Source
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.formula.figures import Book, Formula, Formulas
from reportgen.scoring.formula.grammar import parse


def load(
    source: Source, extra: type[Record] | None = None, *, sound: bool = False
) -> tuple[Formulas | None, list[Diagnostic]]:
    """formulas.yaml, with every error: syntax, unknown names, cycles; `extra` is what the pack declares of 补充.

    If it was found `sound` before, it is only read.
    """
    book, found = read(Book, source)
    if book is None:
        return None, found
    parsed: dict[str, Expression] = {}
    for name, spec in book.formulas.items():
        try:
            parsed[name] = parse(spec.text)
        except ValueError as failure:
            found.append(error("formula", f"算式“{name}”：{failure}", "", source.position(("算式", name, "算式"))))
    if not sound:
        found += _hiding(book.formulas, source, extra)
        found += _unknown(book.formulas, parsed, source, extra)
        found += _cycles(parsed, source)
    return (None if found else Formulas(book.formulas, parsed)), found


def _hiding(specs: Mapping[str, Formula], source: Source, extra: type[Record] | None) -> Iterator[Diagnostic]:
    """Formulas under the name of a fact, which would then be filled in for nothing."""
    known, groups = known_names(extra), {*free(extra), OFFERED}
    for name in specs:
        if name in known or ("." in name and name.split(".")[0] in groups):
            advice = f"请给算式另取名称；部门可以直接填结果的，在算式里写“直接填写: {name}”"
            at = source.position(("算式", name), key=True)
            yield error("formula-fact", f"算式“{name}”与资料同名，部门填的就不起作用", advice, at)


def _unknown(
    specs: Mapping[str, Formula], parsed: Mapping[str, Expression], source: Source, extra: type[Record] | None
) -> Iterator[Diagnostic]:
    known = known_names(extra)
    for name, expression in parsed.items():
        for used in specs[name].reads(expression):
            if used not in known and used not in specs and used.split(".")[0] not in (*free(extra), OFFERED):
                hint = did_you_mean(used, sorted(known | set(specs)))
                at = source.position(("算式", name, "算式"))
                yield error("unknown-name", f"算式“{name}”用了没有的名称“{used}”", hint, at)


def _cycles(parsed: Mapping[str, Expression], source: Source) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for name in parsed:
        path = _loop(name, (name,), parsed, set())
        if path and not told.intersection(path):
            told.update(path)
            message = f"算式互相引用成环：{' → '.join(path)}"
            yield error("formula-cycle", message, "请改写其中一个算式", source.position(("算式", name)))


def _loop(name: str, path: tuple[str, ...], parsed: Mapping[str, Expression], seen: set[str]) -> tuple[str, ...] | None:
    """The names that lead from the first of `path` back to itself; `seen` has those that do not."""
    seen.add(name)
    for used in parsed[name].names if name in parsed else ():
        if used == path[0]:
            return (*path, used)
        if used not in seen and (found := _loop(used, (*path, used), parsed, seen)):
            return found
    return None


def needed(formulas: Formulas, name: str) -> set[str]:
    """Every name that formula `name` reads, by way of others and of what rules offer too."""
    found: set[str] = set()
    left = [name]
    while left:
        one = formulas.meant(left.pop())
        used = formulas.parsed[one].names if one in formulas.parsed else ()
        left += [other for other in used if other not in found]
        found.update(used)
    return found
