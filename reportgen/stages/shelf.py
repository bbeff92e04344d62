"""Packs and presses kept for whoever makes many reports: each is read and compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Step, Trail
from reportgen.diagnostics import Diagnostic, Position
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.stages import printing
from reportgen.stages.printing import Press

_Key: TypeAlias = tuple[str, tuple[Path, ...]]


@dataclass
class Shelf:
    """What one worker keeps; it is for one thread, and does not see what is changed in a pack later on."""

    _packs: dict[_Key, tuple[Pack, list[Diagnostic]]] = field(default_factory=dict)
    _steps: dict[_Key, list[Step]] = field(default_factory=dict)
    _presses: dict[tuple[Path, ...], Press] = field(default_factory=dict)

    def load(
        self, name: str, roots: Sequence[Path], asked: Position | None = None, cache: Cache = NONE
    ) -> tuple[Pack, list[Diagnostic]]:
        """The same as `packs.load`, once for each pack; raises Refused each time anew."""
        key = (name, tuple(roots))
        if key not in self._packs:
            steps = _trail(name, roots, asked)  # before it is read: what changes meanwhile is not what was read
            self._packs[key] = packs.load(name, roots, asked, cache)
            self._steps[key] = steps
        return self._packs[key]

    def press(self, pack: Pack) -> Press:
        """The press of `pack`, compiled once."""
        if pack.folders not in self._presses:
            self._presses[pack.folders] = printing.press(pack)
        return self._presses[pack.folders]

    def steps(self, name: str, roots: Sequence[Path]) -> list[Step]:
        """The files of pack `name` as they were when it was loaded."""
        return self._steps.get((name, tuple(roots)), [])


def _trail(name: str, roots: Sequence[Path], asked: Position | None) -> list[Step]:
    """Every file along the chain of pack `name`, and those that a pack may have and this one has not."""
    trail = Trail()
    for folder in packs.chain(name, roots, asked, trail):
        for path in sorted(packs.files(folder)):
            if trail.is_file(path):
                trail.read(path)
    return trail.steps()
