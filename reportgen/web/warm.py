"""What is kept warm between two requests: packs, presses, forms, and departments as they were last looked at.

Nothing here is the truth: whatever changed on disk is read anew, and all of it may be dropped at any time.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen import pipeline
from reportgen.cache.store import Cache, users
from reportgen.cache.trail import Step, Trail, holds
from reportgen.diagnostics import Diagnostic, errors
from reportgen.pipeline import Appraisals, Form, Looked, Pack, PackFound, Preview, Shelf, Wanted
from reportgen.web.folder import DEPT

_KEPT = 40  # departments
_SHOWN = 2  # previews


@dataclass
class WarmDesk:
    """The folder that is served, and one worker's memory; `lock` is held by who works with it."""

    root: Path
    cache: Cache = field(default_factory=users)
    lock: threading.RLock = field(default_factory=threading.RLock)
    shelf: Shelf = field(default_factory=Shelf)
    appraisals: Appraisals = field(default_factory=Appraisals)
    _forms: dict[tuple[Path, ...], Form] = field(default_factory=dict)
    _looked: dict[Path, tuple[list[Step], Looked]] = field(default_factory=dict)
    _previews: list[tuple[Looked, Preview]] = field(default_factory=list)
    _beside: Shelf = field(default_factory=Shelf)
    _checking: threading.Lock = field(default_factory=threading.Lock)
    _checked: list[tuple[Looked, list[Diagnostic]]] = field(default_factory=list)
    _sample: tuple[PackFound, list[Step], Preview] | None = None

    def now(self) -> dt.datetime:
        """The moment, with its zone."""
        return dt.datetime.now().astimezone()

    def wanted(self, trail: Trail | None = None) -> Wanted:
        """How inputs are read: packs from the shelf, forms of projects as they were appraised."""
        return Wanted(cache=self.cache, load=self.shelf.load, trail=trail, appraisals=self.appraisals)

    def look(self, dept: Path) -> Looked:
        """The department as its files say it now; read anew where any of them, or of its pack's, has changed."""
        with self.lock:
            kept = self._looked.get(dept)
            if kept and holds(kept[0]):
                return kept[1]
            steps, looked = self._read(dept)
            if not holds(self._of_pack(looked)):
                self.shelf, self._beside, self._forms = Shelf(), Shelf(), {}
                steps, looked = self._read(dept)
            self._looked.pop(dept, None)
            if looked.form and _stands_in(looked.found, steps):
                self._looked[dept] = [*steps, *self._of_pack(looked)], looked
            while len(self._looked) > _KEPT:
                self._looked.pop(next(iter(self._looked)))
            return looked

    def _read(self, dept: Path) -> tuple[list[Step], Looked]:
        trail = Trail()
        looked = pipeline.look(dept, self.wanted(trail), self.form)
        return trail.steps(), looked

    def preview(self, looked: Looked) -> Preview:
        """The report of a department drawn, once while nothing has changed; raises Refused."""
        with self.lock:
            kept = next((drawn for one, drawn in self._previews if one is looked), None)
            if kept is None:
                kept = pipeline.preview(looked, self.shelf.press, self.now())
                self._previews = [*self._previews[1 - _SHOWN :], (looked, kept)]
            return kept

    def checked(self, looked: Looked) -> list[Diagnostic]:
        """Everything that a build would say of a department, once while nothing has changed; raises Refused.

        It takes as long as a report, so it has packs of its own: nobody who types waits for it.
        """
        with self._checking:
            found = self.checked_before(looked)
            if found is None:
                wanted = Wanted(cache=self.cache, load=self._beside.load)
                found = pipeline.checked(looked.path, wanted, self.now(), self._beside.press)
                self._checked = [*self._checked[1 - _SHOWN :], (looked, found)]
            return found

    def checked_before(self, looked: Looked) -> list[Diagnostic] | None:
        """The same if it is known, else None."""
        return next((found for one, found in self._checked if one is looked), None)

    def sample(self, pack: PackFound) -> Preview:
        """The sample of a pack drawn, once while none of its files has changed; raises Refused."""
        kept = self._sample
        if kept is None or kept[0] != pack or not holds(kept[1]):
            shelf, roots = Shelf(), pipeline.pack_roots(self.root / DEPT)  # of its own: it takes seconds, unlocked
            shelf.load(pack.name, roots, None, self.cache)
            drawn = pipeline.drawn_sample(pack, self.root, self.cache)
            self._sample = kept = pack, shelf.steps(pack.name, roots), drawn
        return kept[2]

    def form(self, pack: Pack) -> Form:
        """What `pack` asks, made once."""
        if pack.folders not in self._forms:
            self._forms[pack.folders] = pipeline.form_of(pack, self.shelf.press(pack))
        return self._forms[pack.folders]

    def _of_pack(self, looked: Looked) -> list[Step]:
        """The files of the pack of a department."""
        name = looked.form.pack if looked.form else ""
        return self.shelf.steps(name, pipeline.pack_roots(looked.path)) if name else []


def _stands_in(found: Sequence[Diagnostic], steps: Sequence[Step]) -> bool:
    """Whether all that is wrong stands in files that were read: what is missing leaves no trail."""
    read = {name for name, noted in steps if isinstance(noted, bytes)}
    return all(one.position is not None and one.position.file in read for one in errors(found))
