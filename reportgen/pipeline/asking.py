"""A new dept.yaml that asks for what a pack uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.facts.department import OFFERED
from reportgen.facts.forms import scaffold
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack


def blank(name: str, roots: Sequence[Path], year: int | None = None) -> str:
    """A new dept.yaml for pack `name`: every field that its formulas and rules read, and every answer they ask."""
    pack, _ = packs.load(name, roots)
    return scaffold.new(needed(pack), answers(pack), pack=name, year=year)


def needed(pack: Pack) -> set[str]:
    """The facts that the pack's formulas and rules read."""
    by_rules = [name for name in pack.framework.names() if name not in pack.formulas.specs]
    parsed, specs = pack.formulas.parsed, pack.formulas.specs
    in_formulas = [used for name, spec in specs.items() for used in spec.reads(parsed[name])]
    given = (name for name in (*by_rules, *in_formulas) if not name.startswith(f"{OFFERED}."))
    return {name for name in given if name not in pack.formulas.specs}


def answers(pack: Pack) -> list[tuple[str, str, str]]:
    """编号, 名称 and what to answer, for every indicator and part that a person judges."""
    return [(code, name, wants) for code, (name, rule) in pack.framework.parts().items() if (wants := rule.wants())]
