"""Checks that the title of a problem says what its text says: the quarters that fell short, how many things did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation
from reportgen.findings.finding import Finding
from reportgen.patterns import regex

_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_SPANS: Mapping[str, tuple[str, ...]] = {
    "上半年": _QUARTERS[:2],
    "下半年": _QUARTERS[2:],
    "前两季度": _QUARTERS[:2],
    "前两个季度": _QUARTERS[:2],
    "前三季度": _QUARTERS[:3],
    "前三个季度": _QUARTERS[:3],
    "后两个季度": _QUARTERS[2:],
    "各季度": _QUARTERS,
    "四个季度": _QUARTERS,
    "一、二季度": _QUARTERS[:2],
    "三、四季度": _QUARTERS[2:],
    **{name: (name,) for name in _QUARTERS},
}
_SPAN = regex("|".join(sorted(_SPANS, key=len, reverse=True)))
_NUMBER, _UNDONE = r"(\d+|[一二两三四五六七八九十]+)(?:个|项)", r"(?:没有|未)[^，、；]{0,6}完成"
_COUNT = regex(rf"{_NUMBER}[^，、；]{{0,6}}?(项目|重点工作)[^，、；]{{0,8}}?{_UNDONE}")
_HAN = {chinese.numeral(n): n for n in range(1, 100)} | {"两": 2}
_COUNTED = {
    "项目": ("项目统计", "on_time", "project_count"),
    "重点工作": ("重点工作统计", "done", "key_task_count"),
}


def quarters_agree(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A title that names other quarters than those in which points were lost."""
    for finding in evaluation.findings:
        short = tuple(name for name in _QUARTERS if any(gap.key == name and gap.points for gap in finding.gaps))
        named = {quarter for span in _SPAN.findall(finding.title) for quarter in _SPANS[span]}
        if short and named and named != {*short}:
            told = "各季度" if short == _QUARTERS else "、".join(short)
            message = f"问题标题“{finding.title}”与正文不符：失分的是{told}"
            yield warning("title", message, "请改标题，或不写季度")


def counts_agree(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A title that counts other than as many unfinished projects or key tasks as the figures give."""
    for finding in evaluation.findings:
        for digits, what in _COUNT.findall(finding.title):
            left = _unfinished(evaluation, what)
            said = int(digits) if digits.isdigit() else _HAN.get(digits)
            if _lost(finding) and left is not None and said is not None and said != left:
                message = f"问题标题“{finding.title}”写{digits}{what}，按资料没有完成的是{left}个"
                yield warning("title", message, f"请核对“{_COUNTED[what][0]}”和标题")


def _lost(finding: Finding) -> bool:
    return finding.points > Decimal(0)


def _unfinished(evaluation: Evaluation, what: str) -> int | None:
    _, done, group = _COUNTED[what]
    counts = getattr(evaluation.department, group)
    given = counts and (counts.number, getattr(counts, done))
    return given[0] - given[1] if given and None not in given else None
