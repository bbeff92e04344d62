"""Regular expressions that are compiled when they are first used: hundreds at import would cost every command."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, cast

# the districts of Shenzhen, by what stands before 区 or 新区
DISTRICTS = (
    "福田", "罗湖", "南山", "盐田", "宝安", "龙岗", "龙华", "坪山", "光明", "大鹏", "前海",
)  # fmt: skip

_ALWAYS = int(re.UNICODE)  # set by the compiler, so not asked for

Asked: TypeAlias = tuple[str, int]  # a pattern's source and flags
Code: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class PatternCodes:
    """The codes that Python's matcher runs, kept between two processes: making them took a twelfth of a build.

    `re` has no public way to take one, only the names that its own compiler calls. They are looked for: where one is
    missing, or the matcher refuses a code, the pattern is compiled as ever.
    """

    def __init__(self) -> None:
        self.kept: dict[Asked, Code] = {}
        self.made: dict[Asked, Code] = {}

    def lend(self, kept: Mapping[Asked, Code], of_libraries: Iterable[Asked] = ()) -> None:
        """Take what an earlier process made with this very Python; `re` finds those `of_libraries` made."""
        self.kept.update(kept)
        at_hand: dict[Any, Any] = getattr(re, "_cache", {})
        for source, flags in of_libraries:
            at_hand.setdefault((str, source, flags), self.pattern(source, flags))

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """`source` compiled; raises re.error where it is malformed."""
        asked = source, int(flags)
        try:
            if asked in self.kept:
                return _run(source, self.kept[asked])
            self.made[asked] = made = _code(source, int(flags))
            return _run(source, made)
        except (AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            self.kept.pop(asked, None)
            self.made.pop(asked, None)
            return re.compile(source, flags)


def of_libraries() -> set[Asked]:
    """The patterns that modules of libraries, classes in them and the tables of these hold: compiled at import."""
    modules = [module for name, module in [*sys.modules.items()] if not name.startswith(__package__)]
    values = [value for module in modules for value in vars(module).values()]
    values += [held for value in values if type(value) is type for held in vars(value).values()]
    listed = [rows for table in values if type(table) is dict for rows in table.values() if type(rows) is list]
    values += [held for rows in listed for row in rows if type(row) is tuple for held in row]  # what YAML's signs begin
    held = [value for value in values if type(value) is re.Pattern and type(value.pattern) is str]
    return {(found.pattern, found.flags & ~_ALWAYS) for found in held}


def _code(source: str, flags: int) -> Code:
    """What re._compiler.compile hands to the matcher."""
    parsed = re._parser.parse(source, flags)  # type: ignore[attr-defined]
    code = array("I", re._compiler._code(parsed, flags))  # type: ignore[attr-defined]
    groups = dict(parsed.state.groupdict)
    named: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        named[number] = name
    return flags | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, groups, tuple(named)


def _run(source: str, made: Code) -> re.Pattern[str]:
    flags, code, groups, names, named = made
    matcher = re._compiler._sre  # type: ignore[attr-defined]
    return cast("re.Pattern[str]", matcher.compile(source, flags, array("I", code).tolist(), groups, names, named))


codes = PatternCodes()  # as `re` has a cache of its own


class _Pattern:
    """Stands for a re.Pattern until its first use, which gives it the compiled pattern's own methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        compiled = codes.pattern(self.pattern, self.flags)
        for method in ("match", "fullmatch", "search", "sub", "split", "findall", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@lru_cache(maxsize=1024)  # there are some 700; what is asked for inside a function is not compiled at every call
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """`source` as a pattern; whether it is well-formed shows at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
