"""The files that a run reads, for whoever waits until one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, Refused
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack


@dataclass
class Noted:
    """What one run asks for, noted as it does: also where it is refused in the end."""

    trail: Trail = field(default_factory=Trail)
    _packs: set[Path] = field(default_factory=set)

    def load(
        self, name: str, roots: Sequence[Path], asked: Position | None = None, cache: Cache = NONE
    ) -> tuple[Pack, list[Diagnostic]]:
        """The same as `packs.load`."""
        self._packs |= pack_files(name, roots)
        return packs.load(name, roots, asked, cache)

    def files(self) -> frozenset[Path]:
        """Everything that was read, and what was looked for and was not there."""
        return frozenset({*(Path(name) for name, _ in self.trail.steps()), *self._packs})


def pack_files(name: str, roots: Sequence[Path]) -> set[Path]:
    """Every file along the chain of pack `name`, as far as it goes, those that may yet come among them."""
    trail = Trail()
    with suppress(Refused):
        packs.chain(name, roots, trail=trail)
    folders = {Path(file).parent for file, _ in trail.steps()}
    return {path for folder in folders if folder.is_dir() for path in packs.files(folder)}
