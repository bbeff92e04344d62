"""What a mention is: its label and the sentence around it, as a name of dept.yaml or of a formula, or nothing.

A label is understood only as a whole: one word that is not the field's ("基本建设类"项目支出) leaves it unnamed,
so that no figure is held against one of another scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportgen.patterns import regex
from reportgen.statements import words
from reportgen.statements.mentions import Mention
from reportgen.statements.report import Paragraph
from reportgen.values import Frozen

_WHOLE = "预算.合计"
_LEFT = "预算.结转结余"
_PART = regex(r"期?其中|(?:主要)?包括")
_YEAR = regex(r"(20\d\d)年")
_NO_NAME = regex(f"{words.WHEN}|{words.SELF}")
_FILLING = regex(words.FILLING)
_BARE_RATE = regex(rf"(?:{words.WHEN}|{words.SELF}|{words.FILLING}|预算)*执行率[为达到是]*")
_KEPT = 4096  # labels: reports of one pack say the same words of other figures


class Named(Frozen):
    """A mention and the names that it may have: one, or two where 预算 may be 年初 or 调整后."""

    mention: Mention
    names: tuple[str, ...]
    year: int | None = None


class Label(Frozen):
    """A label taken apart: the subject, the columns, the year; `whole` where nothing is left over.

    One `of_all` speaks of the department where it names no subject.
    """

    subject: str | None
    columns: tuple[str, ...]
    year: int | None
    whole: bool
    of_all: bool


class RateLabel(Frozen):
    """What a label calls a rate; one `of_subject` is that of whatever the sentence is about."""

    name: str
    year: int | None
    of_subject: bool = False


def named(paragraph: Paragraph, found: Sequence[Mention], selves: tuple[str, ...] = ()) -> Iterator[Named]:
    """Every one of the mentions `found` in `paragraph` that could be named, in order."""
    columns: tuple[str, ...] = ()
    head = subject = _heading_subject(paragraph)
    sentence = -1
    for mention in found:
        if mention.sentence != sentence:
            sentence, subject, columns = mention.sentence, head, ()
            opening = True
        if mention.unit == "%":
            yield from _rate(mention, subject, selves)
            continue
        if not mention.money:
            yield from _people(mention, selves)
            continue
        label = taken_apart(mention.label, selves)
        if not label.whole:
            subject, columns, opening = None, label.columns or columns, False
            continue
        inherited = None if subject and subject.startswith(_LEFT) else subject
        subject = label.subject or inherited or (_WHOLE if label.of_all else None)
        if opening and label.subject and not _PART.match(mention.label):
            head = label.subject
        opening = False
        columns = label.columns or columns
        yield from (Named(mention, names, label.year) for names in [money(subject, columns)] if names)


def _heading_subject(paragraph: Paragraph) -> str | None:
    """What the heading right above is about."""
    return _spoken_of(paragraph.section[-1]) if paragraph.section else None


@lru_cache(maxsize=_KEPT)
def _spoken_of(heading: str) -> str | None:
    found = words.first(heading, words.SUBJECTS)
    return found[0] if found and "控制率" not in heading and not found[0].startswith(_LEFT) else None


def _of_the_whole(label: str, selves: tuple[str, ...]) -> bool:
    """Whether a label without a subject speaks of the department: it begins with the year, or with 我局."""
    return regex(rf"20\d\d年|{words.SELF}").match(label) is not None or label.startswith(tuple(selves))


def _rate(mention: Mention, subject: str | None, selves: tuple[str, ...]) -> Iterator[Named]:
    told = _rate_told(mention.label, selves)
    if told is None:
        return
    name = _rate_name(f"{subject.split('.')[-1]}执行率") if told.of_subject and subject else told.name
    if name:
        yield Named(mention, (name,), told.year)


@lru_cache(maxsize=_KEPT)
def _rate_told(label: str, selves: tuple[str, ...]) -> RateLabel | None:
    """What a label of a percentage says of it; without a name of its own for 执行率 alone."""
    found = words.first(label, words.RATES)
    if found is None:
        return RateLabel("", _year(label), of_subject=True) if _BARE_RATE.fullmatch(label) else None
    name, match = found
    left = left_over(label[: match.start()] + label[match.end() :], selves)
    if left and not regex(r"[部门整体年度全预算支出]*").fullmatch(left):
        return None
    any_subject = name == "预算执行率" and not regex("部门|整体|全年").search(label)
    return RateLabel(name, _year(label), of_subject=any_subject)


def rate_of_year(name: str) -> str | None:
    """The rate that the only number of a row is, where the row's name says that it is one of the whole year."""
    told = _rate_told(name, ()) if "全年" in name else None
    return told.name if told and not told.of_subject else None


def _rate_name(name: str) -> str:
    return {"采购执行率": "政府采购执行率", "合计执行率": "预算执行率"}.get(name, name)


def _people(mention: Mention, selves: tuple[str, ...]) -> Iterator[Named]:
    if mention.unit in ("人", "名", "个") and (name := _people_told(mention.label, selves)):
        yield Named(mention, (name,), _year(mention.label))


@lru_cache(maxsize=_KEPT)
def _people_told(label: str, selves: tuple[str, ...]) -> str | None:
    found = words.first(label, words.PEOPLE)
    rest = label[: found[1].start()] + label[found[1].end() :] if found else ""
    return found[0] if found and not left_over(rest, selves) else None


def _year(label: str) -> int | None:
    """The year that a label names: next year's target is no figure of this year."""
    found = _YEAR.search(label)
    return int(found[1]) if found else None


@lru_cache(maxsize=_KEPT)
def taken_apart(label: str, selves: tuple[str, ...] = ()) -> Label:
    """The parts of a label of money."""
    label = regex(r"(?:决算|预算|报)表(?:中的?|所列)").sub("", label)  # where it was taken from
    found = words.first(label, words.SUBJECTS)
    rest = label if found is None else label[: found[1].start()] + "□" + label[found[1].end() :]
    columns: tuple[str, ...] = ()
    for names, pattern in words.COLUMNS:
        if (match := regex(pattern).search(rest)) and not columns:
            columns = names
            rest = rest[: match.start()] + "□" + rest[match.end() :]
    if found and not columns and "支出" in rest and "预算" not in rest:
        columns = ("支出",)
    rest = regex(r"预算|支出|决算|指标").sub("", rest) if columns or found else rest
    left = left_over(rest.replace("□", ""), selves)
    return Label(found[0] if found else None, columns, _year(label), not left, _of_the_whole(label, selves))


def left_over(text: str, selves: tuple[str, ...]) -> str:
    """What of `text` is neither time, nor the department itself, nor filling."""
    for own in selves:
        text = text.replace(own, "")
    return _FILLING.sub("", _NO_NAME.sub("", text))


def money(subject: str | None, columns: Sequence[str]) -> tuple[str, ...]:
    """The names of an amount, () where it cannot be told."""
    if subject is None:
        return ()
    group = subject.split(".")[0]
    if subject.startswith("预算.结转结余"):
        return (subject,)
    if group == "资产":
        return (subject,) if not columns or columns == ("支出",) else ()
    if not columns:
        return ()
    kept = tuple(dict.fromkeys(words.ABOUT.get(group, {}).get(column, column) for column in columns))
    return tuple(f"{subject}.{column}" for column in kept)
