"""The variables of a report, which tell what a template asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Path: TypeAlias = tuple[Any, ...]
Note: TypeAlias = Callable[[Path], None]


class Watched(dict[Any, Any]):
    """The mapping `own`, found at `path`: every key that is asked for is noted, with the keys on the way to it.

    Whatever looks at the mapping as a whole (a loop, a condition, a comparison) asks for all that is in it. Lists are
    asked for as a whole.
    """

    def __init__(self, own: Mapping[Any, Any], note: Note, path: Path = ()) -> None:
        super().__init__(own)
        self._own, self._note, self._path = own, note, path

    def __getitem__(self, key: Any) -> Any:
        here = (*self._path, key)
        self._note(here)
        value = self._own[key]
        return Watched(value, self._note, here) if isinstance(value, dict) else value

    def get(self, key: Any, default: Any = None) -> Any:
        return self[key] if key in self._own else default

    def whole(self) -> Mapping[Any, Any]:
        """The mapping itself, after noting all that is in it."""
        for path in paths(self._own, self._path):
            self._note(path)
        return self._own

    def __bool__(self) -> bool:
        return bool(self.whole())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.whole())

    def __reversed__(self) -> Iterator[Any]:
        return reversed(dict(self.whole()))

    def __eq__(self, other: object) -> bool:
        return self.whole() == (other.whole() if isinstance(other, Watched) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __repr__(self) -> str:
        return repr(self.whole())

    def keys(self) -> Any:
        return self.whole().keys()

    def values(self) -> Any:
        return self.whole().values()

    def items(self) -> Any:
        return self.whole().items()

    def copy(self) -> Any:
        return dict(self.whole())

    def __or__(self, other: Any) -> Any:
        return dict(self.whole()) | other

    def __ror__(self, other: Any) -> Any:
        return other | dict(self.whole())


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The place of a mapping and of everything in it."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))


def changes(before: Mapping[Any, Any], now: Mapping[Any, Any], path: Path = ()) -> Iterator[Path]:
    """The places at which two mappings differ, each as deep as can be said; lists differ as a whole."""
    if before.keys() != now.keys():
        yield path
        return
    for key, value in now.items():
        old = before[key]
        if value is old:
            continue
        if isinstance(old, dict) and isinstance(value, dict):
            yield from changes(old, value, (*path, key))
        elif not _same(old, value):
            yield (*path, key)


def _same(old: Any, new: Any) -> bool:
    """Whether two values print the same, and are the same to whoever compares them."""
    if old is new:
        return True
    if type(old) is not type(new):
        return False
    if isinstance(old, str):
        return bool(old == new)
    if isinstance(old, tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(value, new[key]) for key, value in old.items())
    return repr(old) == repr(new)
