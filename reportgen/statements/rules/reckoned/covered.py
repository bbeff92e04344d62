"""K306: the money of projects under performance management beside the money of all projects."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_INVOLVED = regex(r"(?:涉及|覆盖)(?:财政)?(?:预算|项目)?(?:资金|金额|支出)?(?:总额|合计)?[为达]?$")
_OF_GOALS = regex(r"绩效(?:目标|自评|监控|跟踪|运行|管理)[^。]{0,40}$")
_PROJECTS = regex(r"(?:其中：?)?项目支出(?:决算)?[为是]?")
_COLUMNS = ("年初", "调整后", "支出")


def covered(reading: Reading) -> Iterator[Remark]:
    """What goals or 自评 are said to cover is neither all projects nor all the department; told once."""
    wholes = [reading.one(f"预算.{line}.{column}") for line in ("项目支出", "合计") for column in _COLUMNS]
    plainly = [m for _, found in reading.mentioned for m in found if m.money and _PROJECTS.fullmatch(m.label)]
    projects = [*plainly, *(m for m in wholes[: len(_COLUMNS)] if m)]
    known = [*projects, *filter(None, wholes)]
    found = next(_involved(reading), None) if projects else None
    if found and all(found.amount != m.amount for m in known):
        apart = chinese.number(abs(projects[-1].amount - found.amount))
        said = f"项目支出是{projects[-1].printed.text}万元，相差{apart}万元；没有全部覆盖的，请写明其余项目"
        yield on(found, "K306", Severity.HINT, said)


def _involved(reading: Reading) -> Iterator[Mention]:
    for paragraph, found in reading.mentioned:
        for mention in found if "绩效" in paragraph.text else ():
            before = paragraph.text[: mention.start]
            if mention.money and not mention.hedge and _INVOLVED.search(mention.label) and _OF_GOALS.search(before):
                yield mention
