"""Checks on text: years, gaps, stock phrases, one name for oneself, evidence."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, hint, warning
from reportgen.evaluation import Evaluation
from reportgen.patterns import regex

_GAPS = regex(r"X{2,}|×{2,}|【待填[^】]*】|待补充|待完善|（此处[^）]*）|\bTODO\b|[{｛]\s?[{｛%％][^}｝]*[}｝\s]*")
_BEGUN = ("XX", "××", "【待填", "待补充", "待完善", "（此处", "TODO", "{", "｛")  # what any of them has in it


def years(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A 年度 that is neither this one, the last, nor the next: perhaps left over from an older text."""
    year = evaluation.department.year
    found = {int(y) for y in regex(r"(20\d\d)\s*年度").findall(outline)}
    for other in sorted(found - {year - 1, year, year + 1}):
        yield hint("year", f"报告中出现“{other}年度”，评价年度为 {year}", "请核对是否为旧稿遗留")


def gaps_left(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Placeholders have no place in a final report."""
    if not evaluation.draft and any(sign in outline for sign in _BEGUN):
        for gap in dict.fromkeys(_GAPS.findall(outline)):
            yield warning("placeholder", f"报告中留有占位文字“{gap}”", "请补充或删去")


def stock_phrases(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Stock phrases in problems and measures say nothing that a reviewer can check."""
    for finding in evaluation.findings:
        text = "".join([finding.title, finding.description, finding.cause or "", *(m.text for m in finding.measures)])
        if used := [phrase for phrase in evaluation.words.checking.stock if phrase in text]:
            yield hint("stock", f"问题“{finding.title}”用了套话：{'、'.join(used)}", "请改为具体事项、时限和成果")


def self_naming(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """One name for oneself throughout."""
    own = evaluation.department.office.self_name
    others = [word for word in evaluation.words.checking.selves if word != own and word in outline]
    if others:
        yield hint("self", f"报告自称“{own}”，但又出现{chinese.listing([f'“{w}”' for w in others])}", "请统一自称")


def evidence(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Marks that a person gave want evidence on file."""
    bare = [n.name for n in evaluation.scorecard.nodes if n.mark and n.mark.manual and not n.mark.evidence]
    if bare:
        yield hint("evidence", f"人工评分未列佐证：{'、'.join(bare)}", "可在 自评 的“佐证”中列出材料名称")
