"""The numbers that Word computes: 一、（一）1.（1）① as they stand before the paragraphs of a finished document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.chinese import numeral, ordinal
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import Element, child, children, integer, list_level, value, w

_HAN = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_STYLE, _COUNTED, _OUTLINE = map(w, ("pStyle", "numPr", "outlineLvl"))
_PLACE = regex(r"%([1-9])")
_BODY_TEXT = 9  # Word's outline level for text that is no heading
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Level(Frozen):
    """One level of a list: how its numbers look and where they start."""

    start: int
    form: str
    pattern: str
    gap: str
    restart: int | None  # the level (from 1) above which this one starts again; 0: never
    style: str | None


class Style(Frozen):
    """What numbers a paragraph style: list, level, and its outline level (0 for heading 1)."""

    id: str
    base: str | None
    number: str | None
    level: int | None
    outline: int | None


def styles(root: Element | None) -> dict[str, Style]:
    """The paragraph styles of styles.xml by id."""
    found = root.iterfind(w("style")) if root is not None else ()
    return {style.id: style for style in map(_style, found)}


def _style(element: Element) -> Style:
    place = ("pPr", "numPr")
    return Style(
        id=element.get(w("styleId"), ""),
        base=value(element, "basedOn"),
        number=value(element, *place, "numId"),
        level=None if (at := value(element, *place, "ilvl")) is None else list_level(at),
        outline=_integer(value(element, "pPr", "outlineLvl")),
    )


def _integer(text: str | None) -> int | None:
    return None if text is None else integer(text)


class ListDefinitions(Frozen):
    """What styles.xml and numbering.xml say of numbers.

    `styles` by id, the id of the `default` style, the `levels` of each abstract list, and of each w:num its abstract
    list with the starts that it overrides.
    """

    styles: Mapping[str, Style]
    default: str
    levels: Mapping[str, Mapping[int, Level]]
    numbers: Mapping[str, tuple[str, Mapping[int, int]]]


def lists(styles_root: Element | None, numbering_root: Element | None) -> ListDefinitions:
    """The lists of a document by the roots of its two parts."""
    known, abstract = styles(styles_root), dict(_abstracts(numbering_root))
    return ListDefinitions(known, _default(styles_root), abstract, dict(_numbers(numbering_root, abstract, known)))


class Numbered(Frozen):
    """How a paragraph stands: its outline level (None for text that is no heading), its list and the level there."""

    outline: int | None
    number: str | None
    level: int


class Numbering:
    """Gives each paragraph, asked for in document order, its number and its outline level."""

    def __init__(self, lists: ListDefinitions) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._known: dict[tuple[str | None, ...], Numbered] = {}

    @classmethod
    def of(cls, finished: Finished) -> Numbering:
        """The numbering of a document, nothing counted yet."""
        return cls(finished.reading(lists, finished.linked("styles"), finished.linked("numbering")))

    def seen(self, paragraph: Element) -> Numbered:
        """How a paragraph stands, by what its properties say; few say otherwise than those before them."""
        said = _said(paragraph)
        if said not in self._known:
            self._known[said] = self._worked_out(*said)
        return self._known[said]

    def _worked_out(self, style: str | None, number: str | None, level: str | None, outline: str | None) -> Numbered:
        chain = tuple(self._based(style or self._lists.default))
        at = None if level is None else list_level(level)
        numbered = next((s for s in chain if s.number is not None), None) if number is None else None
        if numbered is not None and numbered.number is not None:
            number = numbered.number
            at = self._linked(number, numbered) if at is None else at
        found = _integer(outline)
        if found is None:
            found = next((s.outline for s in chain if s.outline is not None), _BODY_TEXT)
        return Numbered(found if 0 <= found < _BODY_TEXT else None, number, at or 0)

    def _based(self, name: str) -> Iterator[Style]:
        """The style `name`, and those it is based on."""
        seen: set[str] = set()
        while name in self._lists.styles and name not in seen:
            seen.add(name)
            yield self._lists.styles[name]
            name = self._lists.styles[name].base or ""

    def outline(self, paragraph: Element) -> int | None:
        """0 for heading 1 and so on, None for text that is no heading."""
        return self.seen(paragraph).outline

    def label(self, paragraph: Element) -> str:
        """The number that Word writes before this paragraph, "" for none; counts it."""
        return self.counted(paragraph)[0]

    def counted(self, paragraph: Element) -> tuple[str, int | None]:
        """The same, and the number itself; None for a bullet, as for a paragraph in no list."""
        return self.count(self.seen(paragraph))

    def headed(self, paragraph: Element) -> tuple[int | None, str]:
        """Its outline level and the number before it, which is counted."""
        seen = self.seen(paragraph)
        return seen.outline, self.count(seen)[0]

    def count(self, seen: Numbered) -> tuple[str, int | None]:
        """What stands before the next paragraph that stands so, and its number; counts it."""
        number, level = seen.number, seen.level
        if number is None or number not in self._lists.numbers:
            return "", None
        abstract, starts = self._lists.numbers[number]
        levels = self._lists.levels[abstract]
        if level not in levels:
            return "", None
        counts = self._count(abstract, level, starts.get(level) if (number, level) not in self._begun else None)
        self._begun.add((number, level))
        return _written(levels, level, counts), None if levels[level].form == "bullet" else counts[level]

    def standing(self, paragraph: Element) -> tuple[str, int] | None:
        """The list, of whatever kind, in which a paragraph is an item, and its level."""
        found = self.seen(paragraph)
        own = None if found.number is None else self._lists.numbers.get(found.number)
        return None if own is None else (own[0], found.level)

    def listed(self, paragraph: Element) -> tuple[str, int] | None:
        """The list in which a paragraph is counted, and its level; None for bullets, headings and plain text."""
        item = self.standing(paragraph)
        if item is None or self.outline(paragraph) is not None:
            return None
        abstract, level = item
        levels = self._lists.levels[abstract]
        form = levels[level].form if level in levels else "none"
        return None if form in ("bullet", "none") else (abstract, level)

    def _linked(self, number: str, style: Style) -> int | None:
        """The level that names `style` as its own: Word goes by that before the style's w:ilvl."""
        abstract = self._lists.numbers[number][0] if number in self._lists.numbers else ""
        levels = self._lists.levels.get(abstract, {})
        return next((at for at, found in levels.items() if found.style == style.id), style.level)

    def _count(self, abstract: str, level: int, override: int | None) -> list[int]:
        levels = self._lists.levels[abstract]
        counts = self._counts.setdefault(abstract, [None] * 9)
        before = counts[level]
        start = levels[level].start
        counts[level] = override if override is not None else start if before is None else before + 1
        for deeper in range(level + 1, 9):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > level:
                counts[deeper] = None
        return [n if n is not None else levels[at].start if at in levels else 1 for at, n in enumerate(counts)]


def _said(paragraph: Element) -> tuple[str | None, ...]:
    """What the properties of a paragraph say: style, w:num, level there, outline level."""
    style = counted = outline = None
    look = child(paragraph, "pPr")
    for said in () if look is None else children(look):
        if said.tag == _STYLE:
            style = said
        elif said.tag == _COUNTED:
            counted = said
        elif said.tag == _OUTLINE:
            outline = said
    if counted is None and outline is None:  # nearly always
        return value(style), None, None, None
    return value(style), value(counted, "numId"), value(counted, "ilvl"), value(outline)


def _default(root: Element | None) -> str:
    for style in root.iterfind(w("style")) if root is not None else ():
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
            return style.get(w("styleId"), "")
    return ""


def _abstracts(root: Element | None) -> Iterator[tuple[str, dict[int, Level]]]:
    for element in root.iterfind(w("abstractNum")) if root is not None else ():
        levels = {list_level(e.get(w("ilvl"))): _level(e) for e in element.iterfind(w("lvl"))}
        yield element.get(w("abstractNumId"), ""), levels


def _level(element: Element) -> Level:
    return Level(
        start=_integer(value(element, "start")) or 0,
        form=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        gap="" if value(element, "suff") == "nothing" else " ",
        restart=_integer(value(element, "lvlRestart")),
        style=value(element, "pStyle"),
    )


def _numbers(
    root: Element | None, abstract: dict[str, dict[int, Level]], known: dict[str, Style]
) -> Iterator[tuple[str, tuple[str, dict[int, int]]]]:
    """Each w:num: its abstract list, where need be found through a list style, and the starts it overrides."""
    if root is None:
        return
    nums = {e.get(w("numId"), ""): e for e in root.iterfind(w("num"))}
    through = {e.get(w("abstractNumId"), ""): value(e, "numStyleLink") for e in root.iterfind(w("abstractNum"))}
    for number, element in nums.items():
        target = value(element, "abstractNumId") or ""
        style = known.get(through.get(target) or "")
        if style and style.number in nums:
            target = value(nums[style.number], "abstractNumId") or ""
        if target in abstract:
            yield number, (target, dict(_starts(element)))


def _starts(element: Element) -> Iterator[tuple[int, int]]:
    for override in element.iterfind(w("lvlOverride")):
        start = _integer(value(override, "startOverride"))
        if start is not None:
            yield list_level(override.get(w("ilvl"))), start


def _written(levels: Mapping[int, Level], level: int, counts: list[int]) -> str:
    here = levels[level]
    if here.form == "none" and not here.pattern:
        return ""
    if here.form == "bullet":
        return "·" + here.gap

    def put(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        return shown(counts[at], levels[at].form if at in levels else "decimal")

    return _PLACE.sub(put, here.pattern) + here.gap


def shown(number: int, form: str) -> str:
    """`number` in one of Word's number formats; formats no report here uses come as digits."""
    if form in _HAN:
        return numeral(number) if 0 < number < 100 else str(number)
    if form.startswith("decimalEnclosedCircle"):
        return ordinal(number, 5) if number > 0 else str(number)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "none":
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    done = ""
    for size, sign in (*_ROMAN, *_SMALL_ROMAN):
        done += sign * (number // size)
        number %= size
    return done
