"""What every test would do anew with the same outcome: reading shipped packs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic
from reportgen.facts import source
from reportgen.facts.source import Source

SHIPPED = str(Path(__file__).resolve().parents[1] / "templates")
_parse = source.parse
_parsed = cache(_parse)


def remember_packs(patch: pytest.MonkeyPatch) -> None:
    """Let a file of a shipped pack be parsed once for each content it has had."""

    def once(content: str | bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
        if not file.startswith(SHIPPED):
            return _parse(content, file)
        read, found = _parsed(content, file)
        return read, list(found)

    patch.setattr(source, "parse", once)
