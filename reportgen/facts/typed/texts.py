"""Short texts that would be printed as they are typed, and hardly meant so."""

from __future__ import annotations

from reportgen.patterns import regex

NOTHING = frozenset(
    ["无", "没有", "暂无", "待定", "待补", "待填", "N/A", "NA", "null", "-", "--", "—", "——", "–", "/", "／", "?", "？"]
)
_BLANK = regex(r"X{2,}|×{2,}|[○〇◯]{2,}|□{2,}|[＿_]{2,}|\*{2,}|^(?:如|例如|例)[ 　：:]|^[（(]?请?填写")
_QUOTES = frozenset("“”\"'‘＂「")
_PAIRS = {"“": "”", "＂": "＂", "「": "」", '"': '"', "‘": "’", "'": "'"}
_TOTALS = frozenset(("合计", "小计", "总计", "共计", "合計", "总计数", "合计数", "本页合计", "总和"))
_LONGEST = 60  # signs; what is longer is prose


def odd(text: str) -> tuple[str, str] | None:
    """What to say of a text of few words, and what to do: a word for nothing, quotes around it or without a pair."""
    if text in NOTHING:
        return "会照印在报告里", "没有的留空，冒号后什么也不写"
    if len(text) > _LONGEST:
        return None
    if found := _BLANK.search(text):
        return f"“{found[0].strip()}”像是还没有填的地方", "请换成实际的文字；没有的留空"
    return None if _QUOTES.isdisjoint(text) else _quoted(text)


def _quoted(text: str) -> tuple[str, str] | None:
    inner = text[1:-1]
    if inner and _PAIRS.get(text[0]) == text[-1] and not any(sign in inner for sign in '“”"'):
        return "两端的引号会照印在报告里", f"不是名称的一部分的，请写作 {inner}"
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return "引号没有配对", "请补上或删去引号"
    return None


def of_a_total(name: str) -> bool:
    """Whether a row of that name is the sum of the rows above it, which nobody is to count as one more."""
    return "".join(name.split()).strip("（）()：:") in _TOTALS


def odd_name(name: str) -> tuple[str, str] | None:
    """The same for a name, which ends without a stop."""
    bare = name.rstrip("。；，、;,")
    return (f"末尾的“{name[len(bare) :]}”会照印在报告里", f"请写作 {bare}") if bare != name else None
