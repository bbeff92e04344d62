"""K8: what lost points, or is stated as a problem, and is called good elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements import words
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph
from reportgen.statements.rules.score import problem_section

_CLAUSES = regex(r"[^，。；！？：]+")
_PRAISE = regex(words.PRAISE)
_TAKEN_BACK = regex(r"[未没不难尚非][^，、]{0,5}$|力争|争取|力求|确保|努力|促进|提高|提升|加强|推动|更加|进一步")
_SAYINGS: tuple[tuple[str, str], ...] = (
    ("公用经费控制率", r"日常公用经费控制|^公用经费控制"),
    ("项目完成及时性", r"项目完成|项目均?按[期时]"),
    ("预算执行率", r"预算执行|支出执行进度|执行进度|支出进度"),
    ("绩效目标完整性", r"绩效目标"),
    ("绩效指标明确性", r"绩效指标|绩效目标"),
    ("预算编制合理性", r"预算编制"),
    ("编外人员控制率", r"编外人员"),
    ("政府采购执行情况", r"政府采购执行"),
    ("固定资产利用率", r"固定资产利用|固定资产使用"),
    ("公众或服务对象满意度", r"满意"),
    ("重点工作完成情况", r"重点工作"),
)


def lost_and_praised(reading: Reading) -> Iterator[Remark]:
    """K801: an indicator that lost points, praised by name."""
    found = reading.scores
    lost = {leaf.name: leaf.weight - leaf.mark for leaf in found.leaves if leaf.mark < leaf.weight} if found else {}
    if not lost or reading.ground.own:
        return
    told: set[str] = set()
    for paragraph in _telling(reading):
        for clause in _CLAUSES.finditer(paragraph.text):
            name = _praised(clause[0], lost)
            if name and name not in told and paragraph not in list(problem_section(reading)):
                told.add(name)
                said = f"“{name}”扣{chinese.points(lost[name])}分，这里称“{_PRAISE.search(clause[0])[0]}”"  # type: ignore[index]
                yield Remark("K801", Severity.WARNING, paragraph.at(clause.start()), clause[0], said, at=clause.start())


def _telling(reading: Reading) -> Iterator[Paragraph]:
    """Paragraphs and headings that tell how things are: no rules, no measures."""
    for paragraph in reading.report.paragraphs:
        if not regex("措施|计划|建议|职能").search("".join(paragraph.section[-2:])):
            yield paragraph


def _praised(clause: str, lost: Mapping[str, Decimal]) -> str | None:
    for name in lost:
        clause = clause.replace(name, "" if clause.endswith(name) else "□" * len(name)) if "及时" in name else clause
    praise = _PRAISE.search(clause)
    if praise is None or _TAKEN_BACK.search(clause[: praise.start()]):
        return None
    for name, pattern in _SAYINGS:
        topic = regex(pattern).search(clause)
        if name in lost and topic and topic.start() <= praise.start():
            return name
    return next((name for name in lost if name in clause), None)


def problem_praised(reading: Reading) -> Iterator[Remark]:
    """K802: the lead of the problems says that all is well."""
    for paragraph in problem_section(reading):
        if paragraph.level is not None or len(paragraph.text) > 80:
            continue
        found = regex(r"[^，。；]*(?:良好|较好|优秀)[^，。；]*").search(paragraph.text)
        if (
            found
            and regex("主要(?:表现|问题|不足)|存在").search(paragraph.text)
            and not regex("但|然而|仍").search(paragraph.text)
        ):
            said = "“存在的问题”一段的引导句写成了肯定的话，与下列问题相反"
            yield Remark("K802", Severity.WARNING, paragraph.at(found.start()), found[0], said, at=found.start())
