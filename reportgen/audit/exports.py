"""Remarks as data: JSON of our own, and SARIF for tools that read it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.diagnostics import Severity
from reportgen.statements import Remark
from reportgen.statements.codes import CODES, kind
from reportgen.word.anchors import opinions

_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(remarks: Iterable[Remark]) -> str:
    """{"意见": [{代码, 级别, 行, 位置, 原文, 应为, 说明}]}"""
    return json.dumps({"意见": [_plain(remark) for remark in remarks]}, ensure_ascii=False, indent=2) + "\n"


def _plain(remark: Remark) -> Mapping[str, Any]:
    return {
        "代码": remark.code,
        "级别": remark.level.value,
        "行": remark.place.line,
        "位置": remark.place.words,
        "原文": remark.quote,
        "应为": remark.expected,
        "说明": remark.said,
    }


def as_sarif(remarks: Iterable[Remark], file: str, version: str, titles: Mapping[str, str]) -> str:
    """A SARIF 2.1.0 log of one run; `titles` has what each code is about."""
    found = list(remarks)
    rules = [
        {"id": code, "shortDescription": {"text": titles.get(code, code)}} for code in sorted({r.code for r in found})
    ]
    driver = {"name": "reportgen", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(remark, file) for remark in found]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(remark: Remark, file: str) -> Mapping[str, Any]:
    region: dict[str, Any] = {"snippet": {"text": remark.quote}}
    if remark.place.line:
        region |= {"startLine": remark.place.line}
    place = {
        "physicalLocation": {"artifactLocation": {"uri": file}, **({"region": region} if remark.place.line else {})},
        "logicalLocations": [{"fullyQualifiedName": remark.place.words}],
    }
    message = f"{remark.said}（原文：{remark.quote}）"
    return {
        "ruleId": remark.code,
        "level": _SARIF_LEVEL[remark.level],
        "message": {"text": message},
        "locations": [place],
    }


HEADS = ("序号", "位置", "原文", "类别", "应为", "依据", "级别", "建议")
_MILLIMETRES = (12, 40, 58, 22, 28, 55, 14, 32)
CHARACTERS = (6, 22, 34, 12, 16, 34, 8, 22)


def title(name: str) -> str:
    """What the table of remarks on the report `name` is called."""
    return f"{name}核查意见表"


def rows(remarks: Iterable[Remark]) -> list[tuple[str, ...]]:
    """The columns of 核查意见表."""
    return [
        (
            str(number),
            f"第{remark.place.line}行 {remark.place.words}" if remark.place.line else remark.place.words,
            remark.quote,
            f"{kind(remark.code)} {remark.code}",
            remark.expected,
            remark.said,
            remark.level.value,
            CODES[remark.code].settle,
        )
        for number, remark in enumerate(remarks, 1)
    ]


def as_docx(remarks: Iterable[Remark], name: str) -> bytes:
    """核查意见表, to be sent back."""
    return opinions.table(title(name), HEADS, rows(remarks), _MILLIMETRES)


def as_comments(remarks: Iterable[Remark], report: bytes, now: dt.datetime) -> tuple[bytes, int]:
    """A copy of a .docx with a comment at each place, and how many found no place."""
    told = [opinions.Opinion(remark.quote, _comment(remark)) for remark in remarks]
    made, left = opinions.annotated(report, told, now)
    return made, len(left)


def _comment(remark: Remark) -> tuple[str, ...]:
    expected = (f"应为：{remark.expected}",) if remark.expected else ()
    return (f"{remark.level.value} {remark.code}：{remark.said}", *expected)
