"""过期: which figures have changed since a person wrote about them.

A text may have been written for more than one day's figures: those that stood in 整改.yaml, and those that the data
had by then. It counts as checked once the person deletes the mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.findings.draft.evidence import YEAR, literal, named
from reportgen.findings.draft.memory import Seen
from reportgen.findings.rectification import Stale
from reportgen.patterns import regex
from reportgen.values import Frozen

NONE = "无"
STATING = frozenset({"标题", "描述", "原因", "措施"})  # texts written out of the figures even where they name none
_YEARS = regex(r"20\d\d")
_DATES = regex(r"20\d\d\s*年?|\d{1,2}\s*月|\d{1,2}\s*日|第?[一二三四1-4]季度")
_NUMBERS = regex(r"\d|[零一二两三四五六七八九十百千半]+(?:成|倍|分之|人|名|个百分点|万元|亿元)")


class Days(Frozen):
    """The figures of the last draft (None where there was none) and of today."""

    last: Mapping[str, str] | None
    today: Mapping[str, str]

    def before(self, name: str) -> str | None:
        """What `name` was at the last draft; a figure that was not there then cannot have been written about."""
        return None if self.last is None else self.last.get(name)

    def now(self, name: str) -> str:
        """What `name` is today."""
        return self.today.get(name, NONE)


class LabelledText(Frozen):
    """A person's text under one label, in its parts: the YAML key and the words of each."""

    label: str
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All of it, to see whether it has changed."""
        return "\n".join(words for _, words in self.parts)

    def concerned(self, name: str) -> bool:
        """Whether a change of figure `name` can make it wrong."""
        return any(_concerned(key, words, name) for key, words in self.parts)


def _concerned(key: str, words: str, name: str) -> bool:
    typed = literal(words)
    if name == YEAR:
        return bool(_YEARS.search(typed))
    if name in named(words):
        return False
    if key in STATING and typed == words:
        return True
    return counts(typed)


def counts(typed: str) -> bool:
    """Whether `typed` words tell numbers other than dates."""
    return bool(_NUMBERS.search(_DATES.sub("", typed)))


def look(told: LabelledText, before: Seen | None, marks: Sequence[Stale], days: Days) -> Seen:
    """`told` as seen today: the figures it may have been written for, and those of them that no longer hold."""
    names = dict.fromkeys([*days.today, *(before.values if before else ()), *(days.last or {})])
    values = {name: _values(name, told, before, marks, days) for name in names}
    marked = [n for n, known in values.items() if any(v != days.now(n) for v in known) and told.concerned(n)]
    return Seen(text=told.text, values=values, marked=tuple(marked))


def _values(name: str, told: LabelledText, before: Seen | None, marks: Sequence[Stale], days: Days) -> tuple[str, ...]:
    """The values of `name` that the text may speak of, the earliest first.

    A rate was 42% at the last draft and is 45% when a cause is first seen: (42%, 45%), and 42% gets a mark. While the
    mark stands the text may speak of the same two. Once the person has deleted it, only of what it was at the last
    draft: (45%). If the words are others than before, also of what it was at the last draft and is today.
    """
    last, today = days.before(name), days.now(name)
    known = before.values.get(name) if before else None
    if last is None and known is None:
        return (today,)
    then = last or today
    standing = [mark.was for mark in marks if mark.name == name and mark.concerns(told.label)]
    if known is None:
        values = [*standing, then, today]
    elif before and name in before.marked and not standing:
        values = [then]
    else:
        values = list(known)
    if before and told.text != before.text:
        values += [then, today]
    return tuple(dict.fromkeys(values))


def rows(seen: Mapping[str, Seen], days: Days) -> tuple[Stale, ...]:
    """The marks that 整改.yaml shows: one for each figure and former value, with the texts concerned."""
    found: dict[tuple[str, str], list[str]] = {}
    for label, one in seen.items():
        for name in one.marked:
            for was in one.values[name]:
                if was != days.now(name):
                    found.setdefault((name, was), []).append(label)
    return tuple(
        Stale(name=name, was=was, now=days.now(name), fields="、".join(labels)) for (name, was), labels in found.items()
    )
