"""Where every value of a merged framework comes from: the indicator, the field, its value, the file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Position, Refused, did_you_mean, error
from reportgen.editor.merged.pack_values import SUBJECTS, PackValue, values
from reportgen.packs.pack import Pack

FRAMEWORK = "framework.yaml"


@dataclass(frozen=True)
class PackOrigin:
    """A value of a pack: whose it is (编号, or the subject), which field, what it says, and where it is written."""

    code: str
    name: str
    field: str
    text: str
    place: str


def origins(pack: Pack, wanted: str | None = None, *, everything: bool = False) -> list[PackOrigin]:
    """Every value of the framework in the order of the score table, then, with `everything`, of the other files.

    `wanted` is the 编号 or the name of one indicator, with all below it; raises Refused where there is none.
    """
    codes = [code for code, _, _ in pack.framework.tree()]
    own = [value for value in values(pack) if value.file == FRAMEWORK]
    if wanted is not None:
        codes = _below(pack, wanted)
        return list(_of_indicators(pack, own, codes))
    found = [_origin("", SUBJECTS[FRAMEWORK], value, value.path) for value in own if value.path[0] != "指标"]
    found += _of_indicators(pack, own, codes)
    if everything:
        others = (value for value in values(pack) if value.file != FRAMEWORK)
        found += [_origin("", SUBJECTS[value.file], value, value.path) for value in others]
    return found


def _of_indicators(pack: Pack, own: list[PackValue], codes: list[str]) -> Iterator[PackOrigin]:
    for code in codes:
        for value in own:
            if value.path[:2] == ("指标", code):
                yield _origin(code, pack.framework.indicators[code].name, value, value.path[2:])


def _below(pack: Pack, wanted: str) -> list[str]:
    indicators = pack.framework.indicators
    found = next((c for c, i in indicators.items() if wanted in (c, i.name)), None)
    if found is None:
        names = [*indicators, *(i.name for i in indicators.values())]
        raise Refused([error("unknown-indicator", f"没有指标“{wanted}”", did_you_mean(wanted, names))])
    return [found, *(code for code, _, _ in pack.framework.tree(found))]


def _origin(code: str, name: str, value: PackValue, path: tuple[str | int, ...]) -> PackOrigin:
    field = ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)
    return PackOrigin(code, name, field, value.text, said(value.origin))


def said(position: Position) -> str:
    """A place by pack, file and line: futian/framework.yaml:12."""
    path = Path(position.file)
    line = "" if position.line is None else f":{position.line}"
    return f"{path.parent.name}/{path.name}{line}"
