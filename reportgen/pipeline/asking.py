"""What a pack asks of a department: a new dept.yaml with every field that is of use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from reportgen import overall_form
from reportgen.cache.store import NONE, Cache
from reportgen.exhibits import MADE_OF
from reportgen.facts.addends import MAY_ENTER
from reportgen.facts.blanks import scaffold
from reportgen.language.asked import WHOLE, holds
from reportgen.packs import pack as packs
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.pack import Pack
from reportgen.patterns import regex
from reportgen.scoring.kinds.own_rows import OwnIndicators
from reportgen.scoring.untaken import COLUMN as DIMENSION
from reportgen.stages.printing import press

_TAG = regex(r"\{[{%](.*?)[%}]\}")
_NAME = regex(r"[^\W\d]\w*(?:\.\w+)*")


def blank(name: str, roots: Sequence[Path], year: int | None = None, cache: Cache = NONE, *, schema: str = "") -> str:
    """A new dept.yaml for pack `name`: every field that its rules read or its texts print, and every answer.

    `schema` is where editors find its JSON Schema.
    """
    pack, _ = packs.load(name, roots, cache=cache)
    printed = {*press(pack).template.asked, *spoken(pack)}
    of_use = used(pack, printed)
    free = {name for name in printed if name.startswith(f"{scaffold.FREE}.")}
    starred, options = {*starred_in(pack), *free}, [*pack.info.options]
    first = next(code for code, _ in pack.framework.leaves())
    wanted = scaffold.PackNeeds(
        starred, lambda field: holds(of_use, field), options, pack.info.extra, first, words=dimensions_of(pack)
    )
    return scaffold.new(wanted, answers(pack), pack=name, schema=schema, year=year)


def used(pack: Pack, printed: set[str] | frozenset[str], own: Mapping[str, bool] | None = None) -> set[str]:
    """Every name that is of use: what is `printed`, what rules and formulas read, and what that follows from.

    `own` are the switches of a department.
    """
    found = {*printed, *pack.needed, *(f"{rows}{WHOLE}" for rows in pack.rows)}
    if {**pack.info.options, **(own or {})}.get(OVERALL):
        found.update(overall_form.taken(pack.info.overall))
    for table in _tables(frozenset(printed)):
        found.update(MADE_OF[table])
    entered = [name for name in MAY_ENTER if holds(found, name)]
    while entered:
        parts = [part for name in entered for part in MAY_ENTER[name] if not holds(found, part)]
        found.update(parts)
        entered = [part for part in parts if part in MAY_ENTER]
    return found


@lru_cache(maxsize=16)
def _tables(printed: frozenset[str]) -> tuple[str, ...]:
    """The tables of amounts that are printed, or some of their cells."""
    groups = {name.partition(".")[0] for name in printed}
    return tuple(table for table in MADE_OF if table in groups)


def starred_in(pack: Pack) -> set[str]:
    """What a mark or a formal report waits for, with the facts of the pack's figures that enter it, and 补充."""
    read, must = pack.needed, {name for names in pack.info.checking.required.values() for name in names}
    found = {fact for name in (*pack.framework.names(), *must) for fact in facts_of(pack, name)}
    entered = [*found]
    while entered:
        entered = [part for name in entered for part in MAY_ENTER.get(name, ()) if part not in found]
        found.update(entered)
    free = {name for name in read if name.startswith(f"{scaffold.FREE}.")}
    return {*free, *(found & {*read, *must, *pack.framework.names()})}


def facts_of(pack: Pack, name: str) -> Iterator[str]:
    """The facts that `name` comes to, itself or through formulas."""
    if name not in pack.formulas.specs:
        yield name
        return
    for used_by in pack.formulas.specs[name].reads(pack.formulas.parsed[name]):
        if used_by != name:
            yield from facts_of(pack, used_by)


def answers(pack: Pack) -> list[scaffold.Asked]:
    """Every indicator, part and adjustment of the total that a person judges, or of which columns are filled in."""
    parts, columns = pack.framework.parts().items(), filled_columns(pack)
    own = {"列": dict.fromkeys(columns, "评分表的这一列")} if columns else {}
    leaves = {code for code, _ in pack.framework.leaves()}
    wanted = ((code, name, {**rule.asks(), **(own if code in leaves else {})}) for code, (name, rule) in parts)
    by_hand = ((code, one) for code, one in pack.framework.adjustments.items() if one.rule is None)
    return [
        *(scaffold.Asked(code, name, fields) for code, name, fields in wanted if fields),
        *(scaffold.Asked(code, f"{one.name}（总分调整）", dict([one.asks()])) for code, one in by_hand),
    ]


def filled_columns(pack: Pack) -> list[str]:
    """The columns of the score table that are left to the department."""
    return [column.name for column in pack.info.columns if column.filled]


def dimensions_of(pack: Pack) -> dict[str, str]:
    """What the rules that score rows by 维度 want in that column, by its name: one of those that are scored."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _, rule in pack.framework.parts().values():
        if isinstance(rule, OwnIndicators):
            found.setdefault(rule.rows, []).append(rule.dimensions)
    said = {rows: dict.fromkeys(one for own in every for one in own) for rows, every in found.items() if all(every)}
    return {f"{rows}.{DIMENSION}": f"填 {'、'.join(words)} 之一，评分按它归类" for rows, words in said.items()}


def spoken(pack: Pack) -> Iterator[str]:
    """Every name in the sentences of a pack; what they go through is asked for whole."""
    for text in pack.sentences:
        for tag in _TAG.findall(text):
            yield from (name + WHOLE for name in _NAME.findall(tag))
