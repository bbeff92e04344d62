"""Seeded mutants: one digit of a finished report's text; one place of a dept.yaml, as people get it wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

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


NARRATIVE, FIELD, ANSWER, OTHER = "叙述", "字段", "自评", "其他"
_NUMBER = r"(?<![\w.\-–—〔/“])\d[\d,]*(?:\.\d+)?(?![\w\-–—〕.])"
_AMOUNT = r"(?<![\w.\-–—〔/“])\d[\d,]*\.\d+(?![\w\-–—〕.])"
_TOLD = r"(?<![\d.〔GBT/\-])(?!20[12]\d年)\d+(?:\.\d+)?(?=[\u4e00-\u9fff%％])"
_COUNTED = "人员|编制|在编|工勤|雇员|派遣|离退休|总数|完成|目标数|件次|办结|按期|件数|实有"
_OFFICES = ("深圳市坪山区科技创新局", "深圳市福田区科技创新局", "深圳市龙岭新区文化和旅游局", "区水务和林业局")


@dataclass(frozen=True)
class Wrong:
    """A kind of mistake: in which lines, at which words, and what is written instead (None: nothing changes)."""

    name: str
    lines: tuple[str, ...]
    words: str
    instead: Callable[[re.Match[str], random.Random], str | None]


def _swapped(found: re.Match[str], chance: random.Random) -> str | None:
    text = found[0]
    pairs = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    pairs = [i for i in pairs if not (i == 0 and text[1] == "0")]
    if not pairs:
        return None
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _digit(found: re.Match[str], chance: random.Random) -> str:
    text = found[0]
    at = chance.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:at] + chance.choice([c for c in "123456789" if c != text[at]]) + text[at + 1 :]


def _moved(found: re.Match[str], chance: random.Random) -> str:
    return f"{Decimal(found[0].replace(',', '')) * chance.choice([Decimal(10), Decimal('0.1')]):.2f}"


def _unit(found: re.Match[str], chance: random.Random) -> str:
    value = Decimal(found[0].replace(",", ""))
    return chance.choice([f"{value * 10000:.0f}", f"{value}元", f"{value / 10000:.6f}".rstrip("0")])


def _one_off(found: re.Match[str], chance: random.Random) -> str | None:
    before = found.string[: found.start()]
    money = re.search(r"(?:金额|原值|净值|预算|支出)[:：]\s*$", before)
    return None if money or not re.search(_COUNTED, found.string) else str(int(found[0]) + chance.choice([1, -1]))


def _year(found: re.Match[str], chance: random.Random) -> str:
    return str(int(found[0]) + chance.choice([-1, -1, 1]))


def _told_unit(found: re.Match[str], chance: random.Random) -> str:
    choices = ("万元", "元", "亿元") if "元" in found[0] else ("平方米",)
    return chance.choice([unit for unit in choices if unit != found[0]])


def _cut(found: re.Match[str], chance: random.Random) -> str:
    text = found[0]
    return chance.choice([text[:-1].rstrip("."), text[:-1] + str((int(text[-1]) - 1) % 10)])


def _office(found: re.Match[str], chance: random.Random) -> str:
    districts = {"全区": ("罗湖区", "龙华区"), "新区": ("罗湖区", "光明区")}
    return chance.choice(districts.get(found[0], _OFFICES))


def _score(found: re.Match[str], chance: random.Random) -> str:
    text = found[0]
    if text in "是否":
        return "否" if text == "是" else "是"
    return "1" if text == "0" else str(max(0, int(float(text)) + chance.choice([1, -1])))


def _dropped(found: re.Match[str], chance: random.Random) -> str:
    return ""


WRONGS = (
    Wrong("字段数字对调", (FIELD,), _AMOUNT, _swapped),
    Wrong("字段小数点移位", (FIELD,), _AMOUNT, _moved),
    Wrong("字段单位错", (FIELD,), _AMOUNT, _unit),
    Wrong("字段个数差一", (FIELD,), r"(?<![\w.,\-–—〔/“])[1-9]\d{0,3}(?![\w\-–—〕.,])", _one_off),
    Wrong("漏一项", (FIELD,), r"(?<=[{,])\s*[^{},:]+:\s*[^{},]+(?:,|(?=\}))", _dropped),
    Wrong("年份错", (FIELD, NARRATIVE), r"(?<!\d)20[12]\d(?=年|-\d\d-\d\d)", _year),
    Wrong("叙述数字改一位", (NARRATIVE,), _TOLD, _digit),
    Wrong("叙述数字对调", (NARRATIVE,), _TOLD, _swapped),
    Wrong("叙述单位错", (NARRATIVE,), r"(?<=\d)(?:万元|亿元|万平方米|万平米|万人次)", _told_unit),
    Wrong("比率截断", (FIELD, NARRATIVE), r"\d+\.\d+(?=%)", _cut),
    Wrong("他部门名称", (NARRATIVE,), "我局|全区|新区", _office),
    Wrong("自评改分", (ANSWER,), r'(?<=(?:得分|扣分|数量): )\d+(?:\.\d+)?|(?<=": )[是否]', _score),
)
_TOP = {
    **dict.fromkeys(("套件", "选项", "部门", "封面", "前言依据", "年度", "制度", "补充", "核查"), OTHER),
    "自评": ANSWER,
}
_WORDS = re.compile(r"\s+(?:理由|佐证|口径|来源|期间|名称):")


def kinds(lines: list[str]) -> list[str]:
    """What each line of a dept.yaml is."""
    found, top = [], ""
    for line in lines:
        if re.match(r"\S", line) and not line.startswith("#"):
            top = line.split(":")[0]
        told = top in ("叙述", "任务一览") and line.startswith("  ")
        comment = line.lstrip().startswith("#") and not (told and line.startswith("    # "))
        if comment or not line.strip() or _WORDS.match(line):
            found.append(OTHER)
        else:
            found.append(NARRATIVE if told else _TOP.get(top, FIELD))
    return found


def of_data(texts: list[str], count: int, seed: int) -> Iterator[tuple[int, str, Wrong, str]]:
    """`count` mutants of `texts` (dept.yaml of several departments): which, its text, the mistake, the kind of line."""
    chance, seen, tries = random.Random(seed), set[tuple[int, str]](), 0
    while len(seen) < count and tries < count * 20:
        wrong, number = WRONGS[tries % len(WRONGS)], chance.randrange(len(texts))
        tries += 1
        lines = texts[number].split("\n")
        kind = kinds(lines)
        spots = [
            (n, m)
            for n, line in enumerate(lines)
            if kind[n] in wrong.lines
            for m in re.finditer(wrong.words, line.split(" #")[0])
        ]
        if not spots:
            continue
        at, found = chance.choice(spots)
        instead = wrong.instead(found, chance)
        line = lines[at]
        changed = None if instead is None else line[: found.start()] + instead + line[found.end() :]
        if changed is None or changed == line or (number, changed) in seen:
            continue
        seen.add((number, changed))
        yield number, "\n".join([*lines[:at], changed, *lines[at + 1 :]]), wrong, kind[at]
