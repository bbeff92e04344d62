"""What a check says of the texts that people wrote, each remark at the words that it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.facts.blanks.questions import SEPARATOR
from reportgen.packs.pack import Pack
from reportgen.patterns import regex
from reportgen.pipeline.checking import checked
from reportgen.stages.inputs import Wanted
from reportgen.stages.printing import Press
from reportgen.statements.report import bare
from reportgen.values import Frozen

_UNREAD = regex(r"[\s*#]")  # what a check leaves out of a text, so that quotes have none of it


class TextRemark(Frozen):
    """One remark on a text: what is said, and from which sign to which it is about; both 0 where no words are."""

    said: Diagnostic
    start: int = 0
    end: int = 0


def narrated(
    dept: Path, texts: Mapping[str, str], wanted: Wanted, compiled: Callable[[Pack], Press], now: dt.datetime
) -> dict[str, tuple[TextRemark, ...]]:
    """What a build would say of each of `texts`, by the name of its question; raises Refused where none can be made."""
    found = checked(dept, wanted, now, compiled)
    return {name: tuple(_of(name, text, found)) for name, text in texts.items()}


def _of(name: str, text: str, found: Sequence[Diagnostic]) -> Iterator[TextRemark]:
    field = name.replace(SEPARATOR, ".")
    for one in found:
        if one.where == field or f"“{field}”" in one.message:
            yield TextRemark(one, *_place(text, one.quote))


def _place(text: str, quote: str) -> tuple[int, int]:
    """Where the words of `quote` begin and end in `text`, whatever spaces and marks stand between them."""
    kept = [at for at, sign in enumerate(text) if not _UNREAD.match(sign)]
    words = _UNREAD.sub("", bare(quote))
    at = _UNREAD.sub("", _plain(text)).find(words) if words else -1
    return (kept[at], kept[at + len(words) - 1] + 1) if at >= 0 else (0, 0)


def _plain(text: str) -> str:
    """`text` with the digits of a check, sign for sign."""
    return "".join(bare(sign) or sign for sign in text)
