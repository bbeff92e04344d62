"""用例.yaml looked through: every example by itself, so that a broken one hides no other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.editor.trial.offered_names import Voice
from reportgen.facts.source import Path as Place
from reportgen.facts.source import Source, load
from reportgen.scoring import cases
from reportgen.scoring.formula import Formulas
from reportgen.values import replace

FILE = "用例.yaml"


def look(folder: Path, voice: Voice, formulas: Formulas, doubtful: Collection[str]) -> list[Diagnostic]:
    """Every example beside the pack that its rules do not bear out.

    What is wrong with the rules of the indicators `doubtful` has been told already.
    """
    if not (folder / FILE).is_file():
        return []
    source, found = load(folder / FILE)
    found = [d for d in found if d.code != "empty"]
    if source is None:
        return found
    if not isinstance(source.data, list):
        return [*found, error("case", "用例应是一个列表", "每个用例以“- 指标:”开头", source.position(()))]
    for one in _singly(source):
        told = cases.run(voice.framework, formulas, one, voice.info.extra)
        found += [d for d in told if d.code != "case" or one.data[0].get("指标") not in doubtful]
    return found


def _singly(source: Source) -> Iterator[Source]:
    """Each example as if it were the only one of its file."""
    for number, data in enumerate(source.data):
        yield replace(source, data=[data], places=_of(source.places, number), keys=_of(source.keys, number))


def _of(places: Mapping[Place, Position], number: int) -> dict[Place, Position]:
    """The places in item `number` of the list, as if it were the first; and that of the list."""
    return {(*((0,) if path else ()), *path[1:]): at for path, at in places.items() if path[:1] in ((), (number,))}
