"""The codes of the rules: what each is about, why it is told, an example, and how it is settled."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.statements.codes.code import Code
from reportgen.statements.codes.numbers import NUMBERS
from reportgen.statements.codes.wording import WORDING

__all__ = ["CODES", "KINDS", "Code", "kind", "titles"]

KINDS: Mapping[str, str] = {
    "K1": "比率",
    "K2": "合计",
    "K3": "前后一致",
    "K4": "年份和名称",
    "K5": "单位",
    "K6": "个数",
    "K7": "评分表",
    "K8": "褒贬",
    "K9": "形式",
}
CODES: Mapping[str, Code] = {**NUMBERS, **WORDING}


def titles() -> Mapping[str, str]:
    """What each code is about."""
    return {code: about.title for code, about in CODES.items()}


def kind(code: str) -> str:
    """The kind that a code belongs to."""
    return KINDS[code[:2]]
