"""What is said to somebody who has the form alone: at the cell or the paragraph, and never in the words of YAML."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from program import trees

from reportgen.diagnostics import error, warning
from reportgen.facts.source import Source, parse
from reportgen.forms.cell_words import IN_WORD, worded
from reportgen.forms.located import at_cells

YAML = re.compile(
    r"冒号|缩进两格|方括号[^含]|写作 \[|加引号|“\|”[^|]|“# ”再|\{\S+: |: [值是否]|:”|dept\.yaml|自评\.\S|千分位，"
)
WORDS = re.compile("[一-鿿]{3}")  # else it is a pattern
OF_FILES = (
    "facts/dialect/",
    "facts/commented",
    "facts/blanks/",
    "scoring/framework",
    "scoring/cases",
    "facts/records/declared",
)
ROOMS = ("facts", "scoring", "stages", "checks", "statements/rules", "evaluation.py", "exhibits")


def advices() -> Iterator[tuple[str, str]]:
    """Every advice and message in the program that can be about a value, with the file in which it stands."""
    for name in trees():
        if name.startswith(ROOMS) and not name.startswith(OF_FILES):
            yield from ((name, text) for text in texts(name))


@cache
def texts(name: str) -> tuple[str, ...]:
    """The texts that calls, returns and tables of a module hold; a value in one is 甲, a list that is joined 甲, 乙."""
    return tuple(_texts(trees()[name]))


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(map(shown, node.values))
        elif isinstance(node, ast.Call | ast.Return | ast.Tuple | ast.Assign | ast.Lambda):
            yield from (one.value for one in ast.iter_child_nodes(node) if isinstance(one, ast.Constant | ast.Expr)
                        and isinstance(one.value, str))  # fmt: skip


def shown(part: ast.AST) -> str:
    """A piece of an f-string."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "甲, 乙" if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Call) else "甲"


UNREACHED = {  # why nothing of the kind can come of a cell
    "facts/records/answer.py": "a form has a cell for each 要点, and writes the answer's field beside it",
    "facts/records/dossier.py": "what the fields are",
    "facts/records/telling.py 应为若干": "a cell is a value, never in the place of a group",
    "facts/records/telling.py 请写作“甲: 甲”": "a cell is a value, never in the place of a group",
    "scoring/answers.py “甲”写在指标编号之下": "a form writes every code itself",
    "scoring/interval.py": "bands of a pack",
    "scoring/kinds/tiers.py": "bands of a pack",
    "scoring/kinds/levels.py ": "bands of a pack",
    "checks/own_words.py": "a place",
    "stages/assessing.py 自评.": "a place",
}


def reached(name: str, text: str) -> bool:
    return bool(WORDS.search(text)) and not any(f"{name} {text}".startswith(one) for one in UNREACHED)


def test_no_advice_at_a_cell_speaks_yaml() -> None:
    said = [(name, text) for name, text in advices() if reached(name, text)]
    assert len(said) > 900
    assert {text for _, text in said if YAML.search(text)} >= {"没有的留空，冒号后什么也不写", "请补上“甲:”"}
    assert [(name, text) for name, text in said if YAML.search(worded(text))] == []


WORDED = (
    ("请补上“理由:”", "请填“理由”"),
    ("没有发生的填 0；暂时没有的留空，冒号后什么也不写", "没有发生的填 0；暂时没有的留空"),
    ("没有的留空，“|”下什么也不写", "没有的留空"),
    ("请写作 [热线, 邮箱]", "请写作 热线、邮箱"),
    ("列表写作 [甲, 乙]；只有一项的加方括号", "写作 甲、乙"),
    ("请只填 12；要说明的，先空一格写“# ”再写说明", "请只填 12；要说明的，写进“叙述”"),
    ("请填写 人员.在编、人员.工勤", "请填写 人员.在编（人员!C3）、人员.工勤"),
    ("可在 自评.B41 下填写 得分 和 理由", "可在“自评”页 B41 那几行（自评!C70 起）填写 得分 和 理由"),
    ("在 自评.C1 下填写 理由，以及 得分 或“不适用: 是”", "在“自评”页 C1 那几行填写 理由，以及 得分 或“不适用”选是"),
    ("请在 自评.B41 下填写 要点（甲、乙：是、部分、否）", "请在“自评”页 B41 那几行（自评!C70 起）填写 得分 和 理由"),
    ("如 43189.21", "如 43189.21"),
)
PLACES = {
    "人员.在编": ("a.xlsx", "人员!C3"),
    "自评.B41.得分": ("a.xlsx", "自评!C70"),
    "自评.B41.理由": ("a.xlsx", "自评!C71"),
}


@pytest.mark.parametrize(("advice", "told"), WORDED)
def test_advice_in_the_words_of_a_form(advice: str, told: str) -> None:
    assert worded(advice, PLACES) == told


DEPT = """\
叙述:
  前言: |
    第一段。

    第二段：
    - 甲
    - 乙

    | 项 | 数 |
    | --- | --- |
    | 丙 | 1 |
  年度任务: |
    全文。
项目:
  - {名称: 甲, 支出: 1}
  - 名称: 乙
    支出: 2
"""
CELLS = {
    "叙述.前言": ("填报表.xlsx", "叙述!C4"),
    "叙述.年度任务": ("叙述.docx", "“年度任务”"),
    "项目.0.支出": ("填报表.xlsx", "项目!D5"),
    "项目.1.名称": ("填报表.xlsx", "项目!B7"),
    "项目.1.支出": ("填报表.xlsx", "项目!D7"),
}


def source() -> Source:
    found = parse(DEPT, "填报表.yaml")[0]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        (("叙述", "前言"), 0, "填报表.xlsx 叙述!C4 第 1 段: 警告：甲\n    第一段。\n"),
        (("叙述", "前言"), 2, "填报表.xlsx 叙述!C4 第 2 段: 警告：甲\n    第二段：\n"),
        (("叙述", "前言"), 4, "填报表.xlsx 叙述!C4 第 4 段: 警告：甲\n    - 乙\n"),
        (("叙述", "前言"), 8, "填报表.xlsx 叙述!C4 的表格: 警告：甲\n    | 丙 | 1 |\n"),
        (("叙述", "年度任务"), 0, f"叙述.docx “年度任务” 第 1 段: 警告：甲\n    全文。\n    ^\n    → {IN_WORD}"),
    ],
)
def test_a_line_of_a_text_is_told_at_its_paragraph(path: tuple[str, ...], line: int, told: str) -> None:
    (one,) = at_cells([warning("markdown", "甲", "怎么办", source().line(path, line))], source(), CELLS)
    assert str(one).startswith(told.removesuffix("\n"))


def test_a_row_of_a_list_is_told_at_its_cell() -> None:
    at = source().places
    found = [error("K", "甲", "", at[path]) for path in (("项目", 0, "支出"), ("项目", 1), ("项目", 1, "支出"))]
    assert [one.position and one.position.place for one in at_cells(found, source(), CELLS)] == [
        "项目!D5",
        "项目!B7",
        "项目!D7",
    ]
