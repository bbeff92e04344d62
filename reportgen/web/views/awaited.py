"""What the marks of a department, and its report, wait for, field by field: only that is shown as to be filled in."""

from __future__ import annotations

from reportgen.patterns import regex
from reportgen.pipeline import LookedFile, Question, fields_asked, judged_by_hand

ANSWERS = "自评"
_BY_HAND = ("得分", "理由")
_OR = regex(r"（或 [^（）]*）")  # another field that does as well: it may be filled in, and is not counted
_LIST = regex(r"(?:请填写 |[、 ])(\w+)(?=[；、]|$)")  # 请填写 效果指标；……


class Awaited:
    """Fields by their names, lists without a row; `known` is False where nothing can be said of marks at all."""

    def __init__(self, looked: LookedFile) -> None:
        asked = [sentence for node in looked.pending if node.mark for sentence in node.mark.asked]
        self.known = looked.has_marks
        self._names = {name for sentence in asked for name in fields_asked(sentence)}
        self._first = {name for sentence in asked for name in fields_asked(_OR.sub("", sentence))}
        self._lists = {name for sentence in asked for name in lists_asked(sentence)}
        by_hand = {code for sentence in asked for code in judged_by_hand(sentence)}
        self._exactly = {f"{ANSWERS}/{code}/{key}" for code in by_hand for key in _BY_HAND}
        self._exactly |= {*looked.unwritten, *(f"{ANSWERS}/{one.where}/理由" for one in looked.unreasoned)}
        self._names, self._exactly = (_by_name(names, looked) for names in (self._names, self._exactly))

    def waits(self, name: str, asked: Question, value: str) -> bool:
        """Whether a mark waits for this field; of an answer only what its rule reads, nothing that may be added."""
        if value:
            return False
        if name in self._exactly:
            return True
        if asked.path[0] == ANSWERS and not asked.starred:
            return False
        return _under(name, self._names)

    def counts(self, name: str) -> bool:
        """Whether a field that is waited for is itself wanted, and not only another way to say the same."""
        return name in self._exactly or _under(name, self._first)

    def wants_rows(self, name: str) -> bool:
        """Whether a mark waits for the first row of this list."""
        return name.replace("/", ".") in self._lists or name in self._names


def lists_asked(asked: str) -> list[str]:
    """The lists of which a sentence of 待填 wants a row."""
    return _LIST.findall(asked)


def _by_name(names: set[str], looked: LookedFile) -> set[str]:
    """`names`, and those of questions about a row of an own list, which are asked under its name: 自评/路灯/理由."""
    questions = (one for section in looked.form.sections for one in section.questions) if looked.form else ()
    keys = {one.serves: one.path[1] for one in questions if one.path[0] == ANSWERS and one.path[1] != one.serves}
    own = (name.split("/") for name in names if name.startswith(f"{ANSWERS}/"))
    return {*names, *("/".join((ANSWERS, keys[code], *rest)) for _, code, *rest in own if code in keys)}


def _under(name: str, names: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}/") for one in names)
