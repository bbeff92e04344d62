"""What one pack says differently from another, for a leader to read: a district's changes, or a new year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.editor.merged.pack_values import SUBJECTS, PackValue, values
from reportgen.facts.source import Path
from reportgen.packs.pack import Pack
from reportgen.report import TEMPLATE_FILTERS
from reportgen.word.workshop import anatomy as anatomies

WORD, OFF, FULL = "Word 模板", "停用", "分值"
_COMMENT = "{#"

Key: TypeAlias = tuple[str, Path]


@dataclass(frozen=True)
class Difference:
    """One difference: under which subject, of what, from what to what (None: not there)."""

    subject: str
    name: str
    before: str | None
    after: str | None


def compare(old: Pack, new: Pack) -> list[Difference]:
    """Every difference between two merged packs, by subject; Word templates block by block."""
    before, after = (_by_path(pack) for pack in (old, new))
    labels = _labels(old) | _labels(new)
    off = _switched_off(before, after) if old.folders[0] in new.folders else frozenset()
    changes: dict[Difference, None] = {}
    for file, path in dict.fromkeys((*before, *after)):
        then, now = _text(before.get((file, path))), _text(after.get((file, path)))
        if (file, path[:2]) in off:
            then, now = _points(before, file, path), OFF
        if then != now:
            changes[Difference(SUBJECTS[file], _named(path[:2] if now == OFF else path, labels), then, now)] = None
    return [*_gathered(changes), *_templates(old, new)]


def _switched_off(before: Iterable[Key], after: Iterable[Key]) -> frozenset[Key]:
    """The indicators, formulas … of which an heir has nothing left: only 停用 takes away what was inherited."""
    return frozenset((file, path[:2]) for file, path in before if len(path) > 2) - {(f, p[:2]) for f, p in after}


def _points(values: Mapping[Key, PackValue], file: str, path: Path) -> str | None:
    """What an indicator counted for; nothing for what has no 分值."""
    found = values.get((file, (*path[:2], FULL)))
    return f"{FULL} {found.text}" if found else None


def _by_path(pack: Pack) -> Mapping[Key, PackValue]:
    return {(value.file, value.path): value for value in values(pack)}


def _text(value: PackValue | None) -> str | None:
    return value.text if value else None


def _labels(pack: Pack) -> dict[str, str]:
    return {code: indicator.name for code, indicator in pack.framework.indicators.items()}


def _named(path: Path, labels: Mapping[str, str]) -> str:
    """绩效目标完整性（A21）分值"""
    parts = [f"{labels[str(p)]}（{p}）" if str(p) in labels else str(p) for p in path]
    return " ".join(parts[1:] if len(parts) > 1 and path[0] in ("指标", "算式", "措辞") else parts)


def _gathered(changes: Iterable[Difference]) -> Iterator[Difference]:
    """Changes in the order of their subjects."""
    for subject in SUBJECTS.values():
        yield from (change for change in changes if change.subject == subject)


def _templates(old: Pack, new: Pack) -> Iterator[Difference]:
    """Blocks whose text differs, each shown as its lines that went and its lines that came."""
    before, after = (_blocks(pack) for pack in (old, new))
    for name in dict.fromkeys((*before, *after)):
        then, now = before.get(name), after.get(name)
        if then != now:
            yield Difference(WORD, f"块“{name}”", _only(then, now), _only(now, then))


def _blocks(pack: Pack) -> dict[str, list[str]]:
    anatomy = anatomies.anatomy(pack.template, [f.parent for f in pack.folders], TEMPLATE_FILTERS)
    return {
        name: [line for line in lines if not line.startswith(_COMMENT)] for name, (_, lines) in anatomy.blocks().items()
    }


def _only(own: list[str] | None, other: list[str] | None) -> str | None:
    """The lines that only `own` has; all of them in another order when it has none of its own."""
    if own is None:
        return None
    return "\n".join(line for line in own if line not in (other or ())) or "（只有先后不同）"
