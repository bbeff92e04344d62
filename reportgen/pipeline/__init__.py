"""One function per arrow: dept.yaml → inputs → evaluation → report → files. Each room is entered when it is needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.pipeline.asking import answers, blank, needed
    from reportgen.pipeline.assessing import assess, evaluate
    from reportgen.pipeline.checking import checked
    from reportgen.pipeline.drafting import Drafted, Standing, draft
    from reportgen.pipeline.inputs import Inputs, Wanted, pack_roots, read
    from reportgen.pipeline.keeping import taken_in
    from reportgen.pipeline.outputs import OUTPUTS
    from reportgen.pipeline.printing import Press, identity, press, printed, render
    from reportgen.pipeline.producing import Built, Order, build, produce
    from reportgen.pipeline.reviewing import reviewed

__all__ = [
    "OUTPUTS",
    "Built",
    "Drafted",
    "Inputs",
    "Order",
    "Press",
    "Standing",
    "Wanted",
    "answers",
    "assess",
    "blank",
    "build",
    "checked",
    "draft",
    "evaluate",
    "identity",
    "needed",
    "pack_roots",
    "press",
    "printed",
    "produce",
    "read",
    "render",
    "reviewed",
    "taken_in",
]

_ROOMS = {
    "asking": ("answers", "blank", "needed"),
    "assessing": ("assess", "evaluate"),
    "checking": ("checked",),
    "drafting": ("Drafted", "Standing", "draft"),
    "inputs": ("Inputs", "Wanted", "pack_roots", "read"),
    "keeping": ("taken_in",),
    "outputs": ("OUTPUTS",),
    "printing": ("Press", "identity", "press", "printed", "render"),
    "producing": ("Built", "Order", "build", "produce"),
    "reviewing": ("reviewed",),
}


def __getattr__(name: str) -> Any:
    """What is imported from its room when somebody first asks for it."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(name)
