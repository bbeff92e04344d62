"""K702, K710 of marks told in a text: got and lost, the grade of a total, full marks of the parts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_SCALE = Decimal(100)
_TOTAL = regex(
    r"^(?:20\d\d年度?)?(?:经自评)?(?:我[局委办]|本(?:部门|单位|局))?(?:部门)?(?:整体)?(?:支出)?(?:绩效)?(?:自评|评价|综合|总体|最终)*"
    r"(?:总?得分|评分|总分|结果)(?:合计)?[为是达到共]*$"
)
_LOST = regex(r"^[共合总]?计?(?:扣|失|减)分?(?:合计|共计)?[为是了]*$")
_GRADE = regex(r"(?:等级|等次|评级|档次|级别|结果)(?:评定|确定)?[为是：:]*“?([优良中差])")
_GRADED_HERE = regex(
    r"[优良中差][秀好等]?”?[（(：:]?\d{2}分?|\d{2}分?[（(）)含以上至—\-~～]{1,6}[^。；，]{0,10}[优良中差]"
)
_ROW, _NEAR = 2, 20  # parts of a full mark; points by which they may miss it and still be meant to


def lost_of_full(reading: Reading) -> Iterator[Remark]:
    """K710: 得93.76分，扣6.34分: what was got and what was lost come to 100, or to the full marks that are named."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "分" in paragraph.text else ():
            marks = [m for m in sentence if m.unit == "分" and not m.hedge]
            got = next((m for m in marks if _TOTAL.search(m.label) and "满分" not in m.label and m.value > 30), None)
            lost = next((m for m in marks if _LOST.match(m.label)), None)
            yield from _beyond_full(marks)
            if got and lost:
                yield from _of_full(got, lost, [m.value for m in marks if "满分" in m.label])


def _beyond_full(marks: Sequence[Mention]) -> Iterator[Remark]:
    """满分10分，得11分."""
    for full, got in itertools.pairwise(marks):
        if full.label.endswith("满分") and regex(r"^得分?[为是]?$").search(got.label) and got.value > full.value:
            yield on(got, "K710", Severity.WARNING, f"得分超过满分{full.shown}")


def _of_full(got: Mention, lost: Mention, full: Sequence[Decimal]) -> Iterator[Remark]:
    whole = full[0] if full else _SCALE
    if got.value + lost.value != whole and got.value <= whole:
        right = chinese.points(whole - got.value)
        said = f"满分{chinese.points(whole)}分，得{got.printed.text}分，应扣{right}分"
        yield on(lost, "K710", Severity.WARNING, said, f"{right}分")


def grades(reading: Reading) -> Iterator[Remark]:
    """K710: a total and the grade told right after it, where the text does not set grades of its own."""
    of_its_own = any(_GRADED_HERE.search(paragraph.text) for paragraph in reading.body)
    for paragraph, found in reading.mentioned:
        for mark in found if not of_its_own and "级" in paragraph.text else ():
            told = _GRADE.search(paragraph.text, mark.end, mark.end + 24)
            if mark.unit != "分" or told is None or not _TOTAL.search(mark.label) or mark.value > _SCALE:
                continue
            right = next((name for name, least in reading.ground.grades if mark.value >= least), "差")
            if told[1] != right[:1] and not regex(r"。|\d分").search(paragraph.text[mark.end : told.start()]):
                said = f"{mark.shown}一般评为“{right}”（{_steps(reading)}），这里写的是“{told[1]}”"
                yield on(mark, "K710", Severity.WARNING, said, right)


def _steps(reading: Reading) -> str:
    return "、".join(f"{name}{chinese.points(least)}分以上" for name, least in reading.ground.grades if least)


def full_marks(reading: Reading) -> Iterator[Remark]:
    """K702: 百分制，决策15分、过程25分……: full marks of the parts that miss 100 by little."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "百分制" in paragraph.text else ():
            row = [m for m in sentence if m.unit == "分" and not _TOTAL.search(m.label) and not m.hedge]
            told = [m for n, m in enumerate(row) if n == 0 or paragraph.text[row[n - 1].end : m.start].startswith("、")]
            whole = sum((m.value for m in told), Decimal(0))
            if len(told) > _ROW and 0 < abs(whole - _SCALE) <= _NEAR:
                said = f"各部分{'、'.join(m.printed.text for m in told)}分相加为{chinese.points(whole)}，不是100"
                yield on(told[-1], "K702", Severity.WARNING, said)
