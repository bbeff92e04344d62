"""Signs of a typed value made plain: half-width, without quotes, hidden signs and full stops around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from reportgen.patterns import regex

_HIDDEN = regex("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES = "“”‘’\"'「」`"
_STOPS = "。;,、"
_DECIMAL = r"[\d,]+(?:\.\d+)?"


def plain(text: str) -> str:
    """`text` with half-width signs, without hidden ones, quotes around it and stops behind it."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-")
    return text.strip(f" \t\n{_QUOTES}").rstrip(f" {_QUOTES}{_STOPS}")


def number(text: str) -> str:
    """The same for a number: no spaces between its digits, a plain minus, a bare unit."""
    text = plain(text)
    for pattern, put in _MENDED:
        text = pattern.sub(put, text)
    return text


_MENDED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (regex(r"(?<=\d)。(?=\d)"), "."),  # an input method's decimal point
    (regex(r"(?<=\d)\s+(?=[,.]\d)|(?<=\d[,.])\s+(?=\d)"), ""),
    (regex(r"^([^.]*\.\d+)\.$"), r"\1"),
    (
        regex(r"(?<![\d,])(\d{1,3})((?:[ '’]\d{3})+)(?![\d,])"),
        lambda found: found[1] + regex("[ '’]").sub("", found[2]),
    ),
    (regex(rf"^\(({_DECIMAL})\)$"), r"-\1"),  # an accountant's negative
    (regex(r"(?<=\d)\s*\(([^\W\d_]{1,4}|%)\)$"), r"\1"),  # 12（万元）
    (regex(r"(?<=[^\W\d_])\(([^\W\d_])\)$"), r"\1"),  # 件（套）
    (regex(r"(?<=[^\W\d_]) +(?=[^\W\d_])"), ""),
    (regex(r"(?<=[元圆])整$"), ""),
    (regex(r"^(?:¥|RMB|CNY|人民币)\s*(?=\d.*[万亿元圆]$)"), ""),  # without a unit it is not plain which is meant
    (regex(r"^[共计](?:有|计)?\s*(?=\d)"), ""),
    (regex(r"^百分(?:之)?百$"), "100%"),
    (regex(r"^百分之(?=.)(.*)$"), r"\1%"),
    (regex(r"^千分之(?=.)(.*)$"), r"\1‰"),
)
