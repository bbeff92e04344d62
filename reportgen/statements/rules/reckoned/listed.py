"""K602, K905: 一是…二是… counted, and without a gap."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.printed import numeral
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph

_ORDINAL = regex(r"(?:(?<=[，。；：、！？])|^)([一二三四五六七八九])是")
_SUMMED_UP = regex("[，、](?:这|上述|以上)[两三四五六七八九十]")
_STATED = regex(r"([两二三四五六七八九]|[2-9])(?:个|项|点|条|大|方面)(?:[^，。；：、\d]{0,10})[：:]$")


_THESE = regex(
    r"(?<![\d.])(\d{1,3})(个|项|家|件|条|名|人)(?:(?!\d)[^。；]){1,60}?[，、](?:这|上述|以上)([两三四五六七八九十]{1,2})\2"
)


def these(reading: Reading) -> Iterator[Remark]:
    """K601: 收回8个，甲全额调剂，这三个项目: more in one count than in all that is summed up."""
    for paragraph in reading.body:
        for found in _THESE.finditer(paragraph.text) if _SUMMED_UP.search(paragraph.text) else ():
            number, every = int(found[1]), numeral(found[3])
            if every is not None and number > every:
                said = f"前面有{number}{found[2]}，这里只说{found[3]}{found[2]}，请核对"
                yield Remark("K601", Severity.WARNING, paragraph.at(found.start()), found[0], said, at=found.start())


def ordinals(reading: Reading) -> Iterator[Remark]:
    """一是…二是…四是: a number left out or said twice; three things announced and two told."""
    for paragraph, after in itertools.zip_longest(reading.body, reading.body[1:]):
        found = list(_ORDINAL.finditer(paragraph.text)) if "二是" in paragraph.text else []
        for run in _runs(found):
            yield from _gaps(paragraph, run)
            goes_on = after is not None and _ORDINAL.match(after.text) is not None and run[-1] is found[-1]
            if run[0][1] == "一" and not goes_on:
                yield from _announced(paragraph, run)


def _runs(found: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The lists of a paragraph: each begins with 一是."""
    run: list[re.Match[str]] = []
    for one in found:
        if run and one[1] == "一":
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _gaps(paragraph: Paragraph, run: Sequence[re.Match[str]]) -> Iterator[Remark]:
    for before, one in itertools.pairwise(run):
        if (numeral(one[1]) or 0) != (numeral(before[1]) or 0) + 1:
            said = f"“{before[0]}”后面是“{one[0]}”，序数不接"
            yield Remark("K905", Severity.HINT, paragraph.at(one.start()), one[0], said, at=one.start())


def _announced(paragraph: Paragraph, run: Sequence[re.Match[str]]) -> Iterator[Remark]:
    stated = _STATED.search(paragraph.text[: run[0].start()])
    number = (int(stated[1]) if stated[1].isdigit() else numeral(stated[1])) if stated else None
    if stated and number != len(run):
        said = f"写的是{number}，列出{len(run)}项，请核对"
        yield Remark(
            "K602", Severity.WARNING, paragraph.at(stated.start()), stated[0], said, str(len(run)), stated.start()
        )
