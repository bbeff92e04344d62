"""Inheritance of YAML: a child's file laid over its parent's, every value keeping the place it came from."""

from __future__ import annotations

from typing import Any

from reportgen.diagnostics import Position
from reportgen.facts.source import Path, Source
from reportgen.values import replace

OFF, KIND, INHERIT = "停用", "类型", "继承"
_YES, _NO = ("是", "true"), ("否", "false")


def merge(parent: Source, child: Source) -> Source:
    """`child` over `parent`: mappings merge by key, other values replace, 停用: 是 removes.

    A mapping whose 类型 differs from the parent's replaces it whole: another kind of rule has other fields. So does
    one with 继承: 否, written from nothing.
    """
    places: dict[Path, Position] = {}
    keys: dict[Path, Position] = {}
    sides = _Sides(parent, child, places, keys)
    data = sides.merge((), parent.data, child.data)
    return Source(child.file, data, places, keys)


def without_orphans(merged: Source, child: Source, group: str = "指标", parent: str = "上级") -> Source:
    """`merged` without the entries of `group` below those that `child` stops; what `child` itself names stays."""
    own = child.data.get(group) if isinstance(child.data, dict) else None
    whole = merged.data.get(group) if isinstance(merged.data, dict) else None
    if not isinstance(own, dict) or not isinstance(whole, dict):
        return merged
    gone = {code for code, value in own.items() if _is_off(value)}
    left = dict(whole)
    while below := {c for c, one in left.items() if isinstance(one, dict) and one.get(parent) in gone and c not in own}:
        gone |= below
        left = {code: one for code, one in left.items() if code not in below}
    return merged if len(left) == len(whole) else replace(merged, data={**merged.data, group: left})


def is_own(value: Any) -> bool:
    """Whether a mapping is written from nothing (继承: 否)."""
    return isinstance(value, dict) and any(_is_own(key, inner) for key, inner in value.items())


class _Sides:
    """The two sources being merged and the positions gathered on the way."""

    def __init__(self, parent: Source, child: Source, places: dict[Path, Position], keys: dict[Path, Position]) -> None:
        self.parent, self.child, self.places, self.keys = parent, child, places, keys

    def merge(self, path: Path, old: Any, new: Any) -> Any:
        if new is None:
            return self._take(self.parent, path, old)
        if not isinstance(new, dict) or not isinstance(old, dict) or _replaces(old, new):
            return self._take(self.child, path, new)
        self._note(self.child, path)
        merged = {}
        for key in [*old, *(k for k in new if k not in old)]:
            value = self._pick((*path, key), key, old, new)
            if not _is_off(value):
                merged[key] = value
        return merged

    def _pick(self, path: Path, key: str, old: dict[str, Any], new: dict[str, Any]) -> Any:
        if key not in new:
            return self._take(self.parent, path, old[key])
        return self.merge(path, old.get(key), new[key])

    def _take(self, side: Source, path: Path, value: Any) -> Any:
        """`value` as it stands in `side`, with its positions; removed keys are left out."""
        self._note(side, path)
        if isinstance(value, dict):
            kept = {k: v for k, v in value.items() if not _is_off(v) and not _is_own(k, v)}
            return {k: self._take(side, (*path, k), v) for k, v in kept.items()}
        if isinstance(value, list):
            return [self._take(side, (*path, i), v) for i, v in enumerate(value)]
        return value

    def _note(self, side: Source, path: Path) -> None:
        for found, noted in ((side.places, self.places), (side.keys, self.keys)):
            if path in found:
                noted[path] = found[path]


def _replaces(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether `new` stands alone instead of being laid over `old`."""
    kinds = [side.get(KIND) for side in (old, new)]
    other_kind = all(isinstance(kind, str) for kind in kinds) and kinds[0] != kinds[1]  # wording.yaml groups by 类型
    return other_kind or any(_is_own(key, value) for key, value in new.items())


def _is_own(key: str, value: Any) -> bool:
    return key == INHERIT and value in _NO


def _is_off(value: Any) -> bool:
    return isinstance(value, dict) and value.get(OFF) in _YES
