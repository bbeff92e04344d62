"""A template compiled: its files read, examined, patched, and turned into Python once."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Refused, errors
from reportgen.language.asked import together
from reportgen.word import adopt, loader
from reportgen.word.compiled import Compiled
from reportgen.word.engine import faults
from reportgen.word.engine.environment import WordEnvironment
from reportgen.word.examine import Examined
from reportgen.word.loader import Loaded


def compiled(
    found: Examined, environment: WordEnvironment, prepare: Callable[[Loaded], None] | None
) -> tuple[Compiled, Trail]:
    """The template that was examined, which is used up, and the files that it was made of; raises Refused.

    The sources join those of `environment`, which compiles them.
    """
    loaded, diagnostics = found.loaded, found.diagnostics
    if errors(diagnostics):
        raise Refused(diagnostics)
    if prepare:
        prepare(loaded)
    sources = loader.sources(loaded)
    environment.sources.update(sources)
    _compile(environment)
    styles = adopt.style_ids(loaded.shell)
    codes, names = environment.codes.codes, together(environment.asked, loaded.parts.values())
    made = Compiled(sources, loaded.parts, styles, loaded.shell.entries, codes, names, diagnostics)
    return made, loaded.trail


def _compile(environment: WordEnvironment) -> None:
    """Compile all sources, those that others inherit from too, so that nothing is left to do while rendering."""
    for name in environment.sources:
        try:
            environment.get_template(name)
        except Exception as fault:  # whatever Jinja or Python cannot compile is told with its reason
            raise Refused([faults.misread(fault, environment.sources, name)]) from fault
