"""What was found sound is not looked at again, as long as nothing that it was made of has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic
from reportgen.values import Frozen


class Verdicts(Frozen):
    """What `cache` knows of the pack `name`, looked for in `roots`."""

    cache: Cache
    name: str
    roots: Sequence[Path]

    def found(self, about: str, look: Callable[[Trail], list[Diagnostic]]) -> list[Diagnostic]:
        """What `look` finds, which notes what it reads; that it found nothing is kept."""
        name = "\n".join(("sound", about, self.name, *map(str, self.roots)))
        if self.cache.kept(name):
            return []
        trail = Trail()
        found = look(trail)
        if not found:
            self.cache.keep(name, trail, True)
        return found
