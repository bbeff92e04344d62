"""Lists typed as text: 甲、乙、丙, one a line, numbered, with bullets or in full-width brackets."""

from __future__ import annotations

import unicodedata

from reportgen.patterns import regex

_PAIRS = {"[": "]", "［": "］", "【": "】", "（": "）", "(": ")", "{": "}", "｛": "｝"}
_SIGN = regex(
    r"^\s*(?:[•●·▪◆■➢➤*＊\ue000-\uf8ff]|o(?=\s)|[-–—－]+(?=\s|[^\d\s])|[(（]?\d{1,2}[)）.．、](?!\d)"
    r"|[(（][一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[A-Za-z][.．、)）](?=\s*[\u4e00-\u9fff]))\s*"
)
_QUOTES = "“”‘’\"'「」"
_WHOLE = regex(r"《[^》]*》|“[^”]*”|「[^」]*」|[(（](?!\d)[^)）]{2,}[)）]|〔[^〕]*〕")  # what is never cut
_QUOTED = regex(r"(?:(?:“[^”]+”|「[^」]+」|《[^》]+》)\s*){2,}")  # “甲”“乙”, nothing else
_NUMBERED = (
    r"\s+(?=[•●·▪◆■➢➤\ue000-\uf8ff]|[-–—－*＊](?!\d)|\d{1,2}[.、)）．](?!\d)|o\s|[A-Za-z][.．、)）]\s*[\u4e00-\u9fff])"
    r"|(?<=[；;，,、。])(?=\d{1,2}[.、)）．](?!\d))|(?<=.)(?=[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳])"
)
_BETWEEN = (r"\n", _NUMBERED, r"[、，,；;|｜\t]", r"[/／\\]", r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def items(text: str) -> list[str]:
    """The items that `text` lists; one where nothing parts it."""
    inner = _unwrapped(text)
    if _QUOTED.fullmatch(inner):
        return [_item(one) for one in regex("[“「《][^”」》]+[”」》]").findall(inner)]
    hidden = _WHOLE.sub(lambda found: "\ufffc" * len(found[0]), inner)
    for between in _BETWEEN:
        parts = [item for item in map(_item, _cut(inner, hidden, between)) if item]
        if len(parts) > 1:
            return parts
    return [item for item in (_item(inner),) if item]


def numbers(text: str) -> list[str]:
    """The numbers that `text` lists, without separators of thousands."""
    bare = unicodedata.normalize("NFKC", _unwrapped(text)).replace("\u00a0", " ")
    thousands = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)\.\d+"
    return [one.replace(",", "").replace(" ", "") for one in regex(rf"{thousands}|\d+(?:\.\d+)?%?").findall(bare)]


def _cut(text: str, hidden: str, between: str) -> list[str]:
    """`text` cut where `between` matches in `hidden`, the same with what is never cut made unreadable."""
    parts, start = [], 0
    for found in regex(between).finditer(hidden):
        parts.append(text[start : found.start()])
        start = found.end()
    return [*parts, text[start:]]


def _item(text: str) -> str:
    bare = _SIGN.sub("", text).strip().rstrip("，、；;,。")
    return bare.strip(_QUOTES) if bare[:1] in _QUOTES and bare[-1:] in _QUOTES else bare


def _unwrapped(text: str) -> str:
    """`text` without the brackets around it."""
    text = text.strip()
    if _PAIRS.get(text[:1]) == text[-1:]:
        return text[1:-1]
    return text[:-1] if text.endswith(("]", "］", "】")) and not regex("[［\\[【]").search(text) else text
