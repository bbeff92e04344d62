"""Seeded mutants: one digit of a finished report's text, one place of a sample's dept.yaml."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_FIGURE = re.compile(
    r"(?<![\d.,〔A-Za-z])(\d[\d,]*(?:\.\d+)?)(?=\s?(万元|亿元|%|％|人|名|项|个|件|家|分(?!值)))"
    r"|(?:(?<=\t)|(?<=\s))(\d[\d,]*\.\d\d%?|\d+(?:\.\d+)?)(?=[\t\n ])"
)
_KINDS = {"%": "比率", "％": "比率", "万元": "金额", "亿元": "金额", "分": "分值"}


def of_report(text: str, count: int, seed: int) -> Iterator[tuple[str, str, str, str, int]]:
    """`count` copies of `text`, each with one digit of one figure changed: text, kind, before, after, offset."""
    chance = random.Random(seed)
    figures = [m for m in _FIGURE.finditer(text) if not re.fullmatch(r"20[12]\d", m[0])]
    for found in chance.sample(figures, min(count, len(figures))):
        before = found[0]
        at = chance.choice([i for i, c in enumerate(before) if c.isdigit()])
        after = before[:at] + chance.choice([c for c in "123456789" if c != before[at]]) + before[at + 1 :]
        kind = "表格单元" if found[3] else _KINDS.get(found[2] or "", "个数")
        yield text[: found.start()] + after + text[found.end() :], kind, before, after, found.start()
