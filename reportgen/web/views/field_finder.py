"""Where in the pages of a form a field, a cell or what somebody asks for stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from reportgen.diagnostics import Diagnostic
from reportgen.patterns import regex
from reportgen.pipeline import Form, Listing, Question, fields_asked
from reportgen.values import Frozen, replace
from reportgen.web.views.awaited import ANSWERS, lists_asked

BLANK = "＋"  # stands for the number of the row that a table has to spare
LEFT_OUT = "missing"  # the code of what a row, or a group, cannot do without
RARE = ("得分", "不适用")  # answers that few marks need
_LAST = (ANSWERS, "叙述")  # judged and written last
_TITLES = {"核查": "核查答复"}  # “核查” is a screen
_UNNAMED = "【待填"
_EITHER = regex(r"([^\s、；（）]+)（或 ([^（）、]+)）")


class PagePlan(Frozen):
    """What stands on one page."""

    title: str
    questions: tuple[Question, ...]
    listings: tuple[Listing, ...]


class FieldFinder:
    """A form as pages, and what its file says by the names of fields, and of lists row by row."""

    def __init__(
        self, form: Form | None, values: Mapping[str, str], rows: Mapping[str, Sequence[Mapping[str, str]]]
    ) -> None:
        self.plans = _plans(form) if form else []
        self.values, self.rows = values, rows

    def value(self, name: str) -> str:
        """What dept.yaml says of a field or a cell; what `new` put there to be replaced is nothing."""
        told = self.values.get(name)
        if told is None:
            listed, _, key = name.rpartition("/")
            listed, _, number = listed.rpartition("/")
            rows = self.rows.get(listed, ())
            told = rows[int(number) - 1].get(key, "") if number.isdecimal() and 0 < int(number) <= len(rows) else ""
        return "" if told.startswith(_UNNAMED) else told

    def page_of(self, name: str) -> int | None:
        """The page on which the field `name`, or a field under that name, stands."""
        for number, plan in enumerate(self.plans):
            names = [question.name for question in plan.questions]
            if any(one == name or one.startswith(f"{name}/") for one in names):
                return number
            if is_in(name, ["/".join(listing.path) for listing in plan.listings]):
                return number
        return None

    def box_of(self, name: str) -> str:
        """The field to go to for `name`: itself, the first under it, the first of its row; "" where there is none."""
        return (self.first_field([name]) or self._cell_of(name) or (0, ""))[1]

    def spot_of(self, name: str, one: Diagnostic) -> str:
        """What `one`, said at `name`, is about: what is said to be empty, of what a group or a row lacks the first."""
        named = one.where.replace(".", "/")
        if named and not self.value(named) and self.first_field([named]) == (self.page_of(named), named):
            return named  # said at the fields that are filled in
        if one.code != LEFT_OUT or not name:
            return name
        group = name.rpartition("/")[0] if self.value(name) else name
        fields = (one for plan in self.plans for one in plan.questions if one.name.startswith(f"{group}/"))
        cells = (
            replace(column, path=(*group.split("/"), column.path[-1]))
            for _, listing in self.listings()
            if group.rpartition("/")[0] == "/".join(listing.path)
            for column in listing.columns
        )
        lacking = (asked for asked in (*fields, *cells) if f"“{asked.path[-1]}:”" in one.hint)
        return next((asked.name for asked in lacking if not self.value(asked.name)), name)

    def near(self, name: str) -> str:
        """The same as `box_of`, or what is nearest where that is gone: a row of the same list."""
        return self.box_of(name) or self.box_of(name.rpartition("/")[0]) or self._blank(name)

    def first_field(self, names: Sequence[str]) -> tuple[int, str] | None:
        """The page and the name of the first of `names` that the form has."""
        for name in names:
            for number, plan in enumerate(self.plans):
                own = [one for one in plan.questions if one.name == name or one.name.startswith(f"{name}/")]
                if own:
                    return number, _first_of(own).name
        return None

    def asked_places(self, asked: Sequence[str]) -> list[tuple[int, str]]:
        """The page and the name of the field that sentences of 待填 ask for first, and of one on another page.

        Where figures are wanted, and points given by hand would do, both pages are told.
        """
        first = self.asked_first(asked)
        if first is None:
            return []
        names = [name for one in asked for name in fields_asked(one)]
        others = (self.first_field([name]) for name in names if not self.value(name))
        by_hand = [place for place in others if place and place[0] != first[0]]
        by_hand.sort(key=lambda place: self.plans[place[0]].title != ANSWERS)
        return [first, *by_hand[:1]]

    def asked_first(self, asked: Sequence[str]) -> tuple[int, str] | None:
        """The page and the name of the field, or of the cell, that the sentences of 待填 in `asked` ask for first.

        What is empty comes before what is filled in, and of two ways to say the same the one that somebody began.
        """
        names = [name for one in asked for name in fields_asked(_chosen(one, self._begun))]
        empty = [name for name in names if not self.value(name)]
        cells = (self._cell_of(name) for name in (*empty, *names))
        told = (self._cell_named(one) for one in asked)
        rows = (self._row_wanted(one) for one in asked)
        row = None if any(not is_in(name, [ANSWERS]) for name in empty) else next(filter(None, rows), None)
        return row or self.first_field(empty or names) or next(filter(None, (*cells, *told)), None)

    def _begun(self, name: str) -> bool:
        """Whether something beside the field `name`, in its group, is filled in."""
        group = name.rpartition("/")[0]
        return any(one.startswith(f"{group}/") and self.value(one) for one in self.values)

    def _row_wanted(self, asked: str) -> tuple[int, str] | None:
        """The first cell of the list without a row that `asked` wants to be filled in."""
        for number, listing in self.listings():
            name = "/".join(listing.path)
            if not self.rows.get(name) and name in lists_asked(asked):
                return number, self._blank(name)
        return None

    def _blank(self, name: str) -> str:
        """The first cell of the blank row of the list `name`, or of the list in which `name` is a row or a cell."""
        own = (listing for _, listing in self.listings() if is_in(name, ["/".join(listing.path)]))
        listing = next(own, None)
        return f"{'/'.join(listing.path)}/{BLANK}/{listing.columns[0].path[-1]}" if listing else ""

    def _cell_of(self, name: str) -> tuple[int, str] | None:
        """The cell `name` (项目/2/支出), or the first of the row, or of the list, of that name."""
        for number, listing in self.listings():
            own = "/".join(listing.path)
            if is_in(name, [own]) and (rows := self.rows.get(own)):
                at, _, key = name.removeprefix(own).strip("/").partition("/")
                row = int(at) if at.isdecimal() else 1
                keys = [column.path[-1] for column in listing.columns]
                return (number, f"{own}/{row}/{key if key in keys else keys[0]}") if row <= len(rows) else None
        return None

    def _cell_named(self, asked: str) -> tuple[int, str] | None:
        """The cell of a row that is told by the names of its list and of the row: “效果指标”的“路灯”没有填分值."""
        for number, listing in self.listings():
            own, keys = "/".join(listing.path), [column.path[-1] for column in listing.columns]
            if f"“{'.'.join(listing.path)}”" in asked and (rows := self.rows.get(own)):
                named = (at for at, row in enumerate(rows, 1) if f"“{row.get(listing.key)}”" in asked)
                key = next((key for key in keys if key != listing.key and key in asked), keys[0])
                return number, f"{own}/{next(named, 1)}/{key}"
        return None

    def listings(self) -> Iterator[tuple[int, Listing]]:
        """Every list, with the page on which it stands."""
        return ((number, listing) for number, plan in enumerate(self.plans) for listing in plan.listings)


def _first_of(own: Sequence[Question]) -> Question:
    """Where the fields `own` begin to be filled in: points by hand, which are folded away, after their 理由."""
    first = own[0]
    if is_answer(first) and first.path[-1] in RARE and not first.starred:
        return next((one for one in own if one.path[-1] == "理由"), first)
    return first


def _chosen(asked: str, begun: Callable[[str], bool]) -> str:
    """`asked` with the one of two ways to say the same that somebody began: “甲.乙（或 丙.丁）”."""
    return _EITHER.sub(lambda found: found[2] if _only_second(found, begun) else found[1], asked)


def _only_second(found: re.Match[str], begun: Callable[[str], bool]) -> bool:
    first, second = (name.replace(".", "/") for name in found.groups())
    return begun(second) and not begun(first)


def _plans(form: Form) -> list[PagePlan]:
    """The pages in the order of the work: figures, lists, judgements, texts."""
    left = list(form.listings)
    plans = []
    for section in form.sections:
        own = tuple(one for one in left if section.title.startswith(one.path[0]))
        left = [one for one in left if one not in own]
        plans.append(PagePlan(section.title, section.questions, own))
    last = [plan for name in _LAST for plan in plans if plan.title == name]
    alone = [PagePlan(_TITLES.get(listing.title, listing.title), (), (listing,)) for listing in left]
    return [*(plan for plan in plans if plan not in last), *alone, *last]


def is_answer(question: Question) -> bool:
    """Whether a judgement is asked for."""
    return question.path[0] == ANSWERS


def is_in(name: str, names: Sequence[str]) -> bool:
    """Whether `name` is one of `names`, or stands under one."""
    return any(name == one or name.startswith(f"{one}/") for one in names)
