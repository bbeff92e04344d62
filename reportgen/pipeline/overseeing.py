"""What the bureau looks at: packs against their parents, what is wrong with them, their samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, errors
from reportgen.editor import check, papers
from reportgen.editor.merged.diff import Difference, compare
from reportgen.facts.source import load
from reportgen.packs import pack as packs
from reportgen.pipeline.live.beginning import DEPT
from reportgen.pipeline.live.previewing import Preview
from reportgen.pipeline.summing import summary_faults
from reportgen.stages.inputs import pack_roots
from reportgen.values import Frozen
from reportgen.word.drawn import draw


class PackFound(Frozen):
    """A pack that may be used in a folder: its name, what it is called, which it inherits from."""

    name: str
    title: str
    parent: str


def packs_found(folder: Path) -> list[PackFound]:
    """Every pack that a department in `folder` may use or inherit from, by name; of two of one name the nearer."""
    found: dict[str, PackFound] = {}
    for root in _roots(folder):
        for file in root.glob("*/pack.yaml"):
            source, _ = load(file)
            data = source.data if source and isinstance(source.data, dict) else {}
            name = file.parent.name
            found.setdefault(name, PackFound(name, str(data.get("名称") or name), str(data.get("继承") or "")))
    return [found[name] for name in sorted(found)]


def pack_differences(one: PackFound, folder: Path, cache: Cache = NONE) -> list[Difference]:
    """What a pack says differently from its parent, by subject; raises Refused where one of them has errors."""
    if not one.parent:
        return []
    roots = _roots(folder)
    own, parent = (packs.load(name, roots, None, cache)[0] for name in (one.name, one.parent))
    return compare(parent, own)


def pack_faults(name: str, folder: Path, cache: Cache = NONE) -> list[Diagnostic]:
    """All that `pack check` says."""
    return list(_faults(name, _roots(folder), cache))


def _faults(name: str, roots: Sequence[Path], cache: Cache) -> Iterator[Diagnostic]:
    found = check.check(name, roots, cache)
    yield from found
    if not errors(found):
        yield from summary_faults(name, roots, cache)


def pack_sample(name: str, folder: Path, cache: Cache = NONE) -> bytes:
    """A sample report of a pack, its blocks and variables marked; raises Refused where the pack has errors."""
    return papers.preview(packs.load(name, _roots(folder), None, cache)[0])


def drawn_sample(one: PackFound, folder: Path, cache: Cache = NONE) -> Preview:
    """The same sample drawn; raises Refused where the pack has errors."""
    return Preview(draw(pack_sample(one.name, folder, cache)), one.title)


def _roots(folder: Path) -> tuple[Path, ...]:
    """Where packs are looked for by what lies in `folder`."""
    return pack_roots(folder / DEPT)
