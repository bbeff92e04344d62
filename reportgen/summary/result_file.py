"""What the summary needs of a 评价结果.json: read at once and no more than that, as there are a thousand of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path

import msgspec

from reportgen.facts.source import ordinary
from reportgen.values import Frozen

_ALIASES = {
    "cause": "原因",
    "code": "编号",
    "codes": "编号",
    "full": "分值",
    "grade": "等级",
    "lost": "扣分",
    "level": "级",
    "losses": "失分",
    "manual": "人工评分",
    "mark": "评分",
    "measures": "整改措施",
    "name": "名称",
    "names": "指标",
    "nodes": "指标",
    "own": "自设",
    "parent": "上级",
    "note": "说明",
    "outcome": "成果",
    "points": "得分",
    "rate": "得分率",
    "reason": "理由",
    "rule_points": "规则得分",
    "state": "状态",
    "total": "总分",
    "whole": "合计评分",
}


class _Part(msgspec.Struct, frozen=True, rename=_ALIASES):
    """A part of the file under its Chinese keys; what the summary does not need is passed over."""


class Mark(_Part, frozen=True, rename=_ALIASES):
    """评分 of an indicator."""

    points: Decimal | None = None
    lost: Decimal | None = None
    rate: Decimal | None = None
    rule_points: Decimal | None = None
    reason: str | None = None
    manual: bool | str = False
    own: bool | str = False


class Node(_Part, frozen=True, rename=_ALIASES):
    """A row of the score table."""

    code: str
    name: str
    level: int
    full: Decimal
    points: Decimal | None = None
    mark: Mark | None = None
    whole: Mark | None = None
    parent: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is an indicator that the department made up."""
        return self.mark is not None and is_true(self.mark.own)


class Card(_Part, frozen=True, rename={**_ALIASES, "full": "满分"}):
    """评分."""

    nodes: tuple[Node, ...]
    full: Decimal
    total: Decimal | None = None
    grade: str | None = None


class Loss(_Part, frozen=True, rename=_ALIASES):
    """A loss that a problem answers."""

    code: str
    name: str
    lost: Decimal


class Measure(
    _Part, frozen=True, rename={**_ALIASES, "text": "措施", "owner": "责任科室", "due": "时限", "done": "完成情况"}
):
    """整改措施."""

    text: str
    owner: str | None = None
    due: str | None = None
    outcome: str | None = None
    state: str | None = None
    done: str | None = None


class Finding(_Part, frozen=True, rename={**_ALIASES, "title": "标题"}):
    """问题."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    title: str
    lost: Decimal
    losses: tuple[Loss, ...] = ()
    cause: str | None = None
    measures: tuple[Measure, ...] = ()


class OfficeName(_Part, frozen=True, rename={"name": "全称"}):
    """部门."""

    name: str


class Given(_Part, frozen=True, rename={"year": "年度", "office": "部门"}):
    """部门资料."""

    year: int | str
    office: OfficeName


class Figure(_Part, frozen=True, rename={"value": "值"}):
    """A computed figure."""

    value: Decimal | None = None


class Whole(
    _Part,
    frozen=True,
    rename={
        **{
            "version": "版本",
            "pack": "套件",
            "given": "部门资料",
            "figures": "计算",
            "card": "评分",
            "findings": "问题",
        },
        **{"draft": "草稿", "written": "报告", "program": "程序", "digest": "套件摘要"},
    },
):
    """评价结果.json."""

    version: int
    pack: str
    given: Given
    card: Card
    figures: dict[str, Figure] = {}
    findings: tuple[Finding, ...] = ()
    draft: bool | str = False
    written: dict[str, str] = {}
    program: str | None = None
    digest: str | None = None


class Result(Frozen):
    """One department's result, and the file that it stands in."""

    path: Path
    whole: Whole

    @cached_property
    def name(self) -> str:
        """全称."""
        return self.whole.given.office.name

    @cached_property
    def year(self) -> int:
        """年度."""
        return int(self.whole.given.year)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The indicators by which departments are compared: of those that they make up, what they are part of."""
        return tuple(node for node in self.shared if node.mark)

    @cached_property
    def shared(self) -> tuple[Node, ...]:
        """The rows of the score table that departments of one pack share."""
        nodes = (node for node in self.whole.card.nodes if not node.is_own)
        return tuple(msgspec.structs.replace(node, mark=node.whole) if node.whole else node for node in nodes)

    @cached_property
    def own(self) -> tuple[Node, ...]:
        """The indicators that the department made up."""
        return tuple(node for node in self.whole.card.nodes if node.is_own)

    def shared_by(self, code: str) -> Node | None:
        """The row that departments share of the loss `code`: of an indicator made up, what it is part of."""
        parent = next((node.parent for node in self.own if node.code == code), None)
        return next((node for node in self.shared if node.code == parent), None) if parent else None

    @cached_property
    def nodes(self) -> dict[tuple[str, str], Node]:
        """The rows of the score table by number and name, which make indicators of two departments one."""
        return {(node.code, node.name): node for node in self.shared}

    @property
    def total(self) -> Decimal | None:
        """总分; None where it is 待定."""
        return self.whole.card.total

    @cached_property
    def manual(self) -> tuple[Node, ...]:
        """The indicators whose marks a person gave."""
        leaves = [*(node for node in self.leaves if not node.whole), *self.own]
        return tuple(node for node in leaves if node.mark and is_true(node.mark.manual))


def is_true(value: bool | str) -> bool:
    """A truth as the file has it."""
    return value is True or value == "是"


_decoder = msgspec.json.Decoder(Whole)


def read(path: Path) -> Result:
    """The result at `path`; raises OSError, and ValueError where it is none."""
    whole = _decoder.decode(ordinary(path))
    int(whole.given.year)
    return Result(path, whole)
