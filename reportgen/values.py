"""Frozen values that cost next to nothing to define: a dataclass compiles its methods anew in every process."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, field, structs

__all__ = ["Changing", "Frozen", "OnDemand", "field", "replace"]
K = TypeVar("K")
V = TypeVar("V")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True, dict=True):
    """A frozen value, equal to one of its class with equal fields.

    The base of what a command meets in its work; `--help` needs no msgspec, so what it imports stays with dataclasses,
    and so does what can change.
    """


class Changing(Struct, dict=True):
    """A value that changes in place."""


def replace(value: V, /, **changes: Any) -> V:
    """A copy of `value`, Frozen or of a dataclass, with other fields."""
    changed: Any = structs.replace if isinstance(value, Struct) else dataclasses.replace
    made: V = changed(value, **changes)
    return made


class OnDemand(Mapping[K, V]):
    """Values by key, each made of what is kept of it when somebody asks: there are thousands, and few are asked for."""

    def __init__(self, kept: Mapping[K, Any], make: Callable[[Any], V]) -> None:
        self._kept, self._make = kept, make

    def __getitem__(self, key: K) -> V:
        return self._make(self._kept[key])

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[K]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
