"""What may be named at a place of a template, and the faults found there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportgen.editor.templates.shape import ANY, Names, Shape
from reportgen.values import Changing, Frozen, field, replace


class TagFault(Frozen):
    """Something wrong in an expression: the `name` it is about and, where there is one, the name that was meant."""

    code: str
    message: str
    hint: str = ""
    name: str = ""
    meant: str = ""
    grave: bool = True


class Frame(Changing):
    """Names bound by a for, set, macro or block; a block sees nothing of what is around it."""

    names: dict[str, Shape] = field(default_factory=dict)
    closed: bool = False


class Scope(Changing):
    """What may be named at a place: the context and the frames opened on the way; `faults` gathers what is wrong."""

    context: Names
    known_filters: Mapping[str, Callable[..., Any]]
    faults: list[TagFault] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=lambda: [Frame()])

    def at_same_place(self) -> Scope:
        """The same names with faults of its own."""
        return replace(self, faults=[], frames=list(self.frames))

    def bind(self, name: str, shape: Shape) -> None:
        """Bind a name in the innermost frame."""
        self.frames[-1].names[name] = shape

    def names(self) -> dict[str, Shape]:
        """Every name that can be seen from here."""
        seen: dict[str, Shape] = {}
        for frame in reversed(self.frames):
            seen = {**frame.names, **seen}
            if frame.closed:
                return {**self.context.fields, **self.frames[0].names, **seen}
        return {**self.context.fields, **seen}

    def hidden(self, name: str) -> bool:
        """Whether `name` is bound around the block that this place stands in."""
        return any(name in frame.names for frame in self.frames)

    def tell(self, code: str, message: str, hint: str = "", **more: Any) -> Shape:
        """Keep a fault; what comes of the expression is anything."""
        self.faults.append(TagFault(code, message, hint, **more))
        return ANY
