"""Regular expressions that are compiled when they are first used: hundreds at import would cost every command."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a re.Pattern until its first use, which gives it the compiled pattern's own methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in ("match", "fullmatch", "search", "sub", "split", "findall", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """`source` as a pattern; whether it is well-formed shows at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
