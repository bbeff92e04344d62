"""A template tried on hundreds of contexts that differ in little: only what asks for what differs is rendered again.

What a block prints is decided by the values that it asks for. So the first rendering notes, block by block, what is
asked for; in a later one the blocks that ask for nothing that has changed stand as they were, and those that do are
printed by themselves, for what is around them leads there as before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import jinja2
from jinja2.runtime import Context

from reportgen.diagnostics import Refused
from reportgen.values import Changing, field, replace
from reportgen.word.engine import faults
from reportgen.word.engine.bounded import bounded
from reportgen.word.engine.missing import RECORDER, Recorder
from reportgen.word.engine.watched import Path, Watched
from reportgen.word.ooxml import grid
from reportgen.word.ooxml.wellformed import content, well_formed
from reportgen.word.tags import patch
from reportgen.word.tags.patch import JinjaSource

Block: TypeAlias = Callable[[Context], Iterator[str]]
_PRINTING = "此次 试印"  # a key of the context that no template can name
_SIGNS = "<&\"'"
_BREAKS = "\a\f"  # become paragraphs that look like the one around them


class _Asked(Changing, eq=False):
    """What a block printed and asked for by itself; `block` is None for what stands in no block."""

    block: Block | None = None
    inside: _Asked | None = None  # the block around it
    text: str = ""
    own: set[Path] = field(default_factory=set)
    sound: set[str] = field(default_factory=set)  # what was seen to fit where it stands: half of it comes again

    def holds(self, text: str) -> bool:
        """Whether `text` may stand in its place, where whole elements may stand."""
        if text not in self.sound and content(text):
            self.sound.add(text)
        return text in self.sound

    def around(self) -> Iterator[_Asked]:
        """The blocks around it, from the inside out."""
        asked = self.inside
        while asked is not None:
            yield asked
            asked = asked.inside

    @cached_property
    def content(self) -> bool:
        """Whether it stands where whole elements may stand."""
        return "<" in self.text and content(self.text)


_NEW = _Asked()


class _Printing(Changing):
    """A part being printed for the first time: every block as it came, the last of each, and those that are open."""

    every: list[_Asked] = field(default_factory=lambda: [_Asked()])
    blocks: dict[Block, _Asked] = field(default_factory=dict)
    open: list[_Asked] = field(default_factory=list)
    root: Context | None = None

    def __post_init__(self) -> None:
        self.open += self.every

    def note(self, path: Path) -> None:
        """Something is asked for where the template is now."""
        self.open[-1].own.add(path)

    def block(self, function: Block, context: Context) -> str:
        """What a block prints."""
        asked = self.blocks[function] = _Asked(function, self.open[-1])
        self.every.append(asked)
        self.open.append(asked)
        asked.text = "".join(function(context))
        self.open.pop()
        return asked.text

    @cached_property
    def _asking(self) -> Mapping[Path, list[_Asked]]:
        found: dict[Path, list[_Asked]] = {}
        for asked in self.every:
            for path in asked.own:
                found.setdefault(path, []).append(asked)
        return found

    def asking(self, changed: Collection[Path]) -> set[_Asked]:
        """What asks, by itself, for what has `changed`."""
        return {asked for path in changed if path in self._asking for asked in self._asking[path]}

    def outermost(self, asking: set[_Asked]) -> list[Block]:
        """The blocks that are `asking`, and around which none does."""
        own = [asked for asked in self.every if asked in asking and asking.isdisjoint(asked.around())]
        return list(dict.fromkeys(asked.block for asked in own if asked.block))


class _Again(Changing):
    """A part being printed once more: the blocks in `kept` stand as they were; of it only those `apart`, if any."""

    first: _Printing
    asking: Collection[_Asked]  # for what has changed
    kept: Collection[Block]
    apart: Collection[Block] = ()
    root: Context | None = None
    inside: int = 0  # how many of the open blocks ask for what has changed
    sound: bool = True  # whether what is new fits where the first one stood

    def block(self, function: Block, context: Context) -> str:
        """What a block prints."""
        before = self.first.blocks.get(function, _NEW)
        if function in self.kept:
            return before.text
        own = before is _NEW or before in self.asking
        self.inside += own
        text = "".join(function(context))
        self.inside -= own
        if own and not self.inside:
            self.sound = self.sound and _fits(text, before)
        return text

    def by_themselves(self) -> list[str]:
        """What the blocks `apart` print."""
        assert self.root is not None, "it was set when the printing began"
        assert self.first.root is not None, "it was printed before"
        self.root.blocks = self.first.root.blocks  # with those of the templates above, gathered while printing
        return [self.block(block, self.root) for block in self.apart]


class Trials:
    """Templates tried on `context`, and then on others; where the first rendering fails, all are rendered whole.

    `parts` are the templates of the report's parts, `templates` all of them with those that they inherit from, which
    are the trials' own from now on; `sources` tell places.
    """

    def __init__(
        self,
        templates: Collection[jinja2.Template],
        parts: Mapping[str, jinja2.Template],
        sources: Mapping[str, JinjaSource],
        context: Mapping[str, Any],
    ) -> None:
        self._parts, self._sources = parts, sources
        for template in templates:
            template.blocks = {name: _Watched(block) for name, block in template.blocks.items()}
        first = {part: _Printing() for part in parts}
        self._first: dict[str, _Printing] = {}
        if not self._fails(context, first):
            self._first = first

    @property
    def all_anew(self) -> bool:
        """Whether the first rendering failed, so that every other is made from nothing."""
        return not self._first

    def _fails(self, context: Mapping[str, Any], first: Mapping[str, _Printing]) -> bool:
        recorder = Recorder(self._sources, draft=False)
        try:
            for part, printing in first.items():
                self._checked(part, self._printed(part, context, recorder, printing, printing.note))
        except Exception:
            return True
        return bool(recorder.found)

    def try_out(self, context: Mapping[str, Any], changed: Collection[Path]) -> None:
        """Raise Refused as rendering `context` would, which differs from the first in what stands at `changed`."""
        again = {part: self._again(part, changed) for part in self._parts}
        recorder = Recorder(self._sources, draft=False)
        made: dict[str, list[str]] = {}
        for part, printing in again.items():
            try:
                if printing:
                    made[part] = self._printed(part, context, recorder, printing)
                if printing and printing.apart and not printing.sound:
                    made[part] = self._printed(part, context, recorder, replace(printing, apart=()))
            except Exception as fault:
                raise Refused([*recorder.found.values(), faults.located(fault, self._sources)]) from fault
        if recorder.found:
            raise Refused(recorder.found.values())
        for part, inside in made.items():
            if not (printing := again[part]) or not printing.sound:
                self._checked(part, inside)

    def _again(self, part: str, changed: Collection[Path]) -> _Again | None:
        """How to print `part` once more; None where it would come out as it was."""
        first = self._first.get(part)
        if first is None:
            return _Again(_Printing(), (), (), sound=False)
        if not (asking := first.asking(changed)):
            return None
        own = first.every[0] in asking
        if first.root is None or first.root.vars:  # names that the blocks of a part have in common
            return _Again(first, asking, (), sound=not own)
        kept = first.blocks.keys() - {inner.block for asked in asking for inner in (asked, *asked.around())}
        return _Again(first, asking, kept, () if own else first.outermost(asking), sound=not own)

    def _printed(
        self,
        part: str,
        context: Mapping[str, Any],
        recorder: Recorder,
        printing: _Printing | _Again,
        note: Callable[[Path], None] | None = None,
    ) -> list[str]:
        template = self._parts[part]
        values = {**template.globals, **context, RECORDER: recorder, _PRINTING: printing}
        printing.root = template.new_context(Watched(values, note) if note else values, shared=True)
        with bounded():
            if isinstance(printing, _Again) and printing.apart:
                return printing.by_themselves()
            return list(template.root_render_func(printing.root))

    def _checked(self, part: str, inside: list[str]) -> None:
        """Raise Refused where Word could not read the whole of a part."""
        source = self._sources[self._parts[part].name or ""]
        well_formed(source.around(patch.listing(grid.unmarked("".join(inside)))), source.name)


class _Watched:
    """The function of a block, as Jinja keeps it, printing by way of the trial where there is one."""

    def __init__(self, function: Block) -> None:
        self.function = function

    def __call__(self, context: Context) -> Iterator[str]:
        printing = context.parent.get(_PRINTING)
        if printing is None or printing.root is not context:  # a block in a loop sees more than the whole part does
            return self.function(context)
        return iter((printing.block(self.function, context),))

    def __eq__(self, other: object) -> bool:
        """Jinja looks for the function itself when it comes to super()."""
        return other is self.function or other is self

    def __hash__(self) -> int:
        return hash(self.function)


def _fits(text: str, before: _Asked) -> bool:
    """Whether `text` leaves a part well-formed in which a block had printed something else `before`."""
    if text == before.text:
        return True
    if any(sign in text for sign in _BREAKS):
        return False
    if before.content:
        return before.holds(text)
    return "<" not in before.text and not any(sign in text for sign in _SIGNS)  # perhaps in an attribute
