"""Figures put into dept.yaml: they stand where they belong, and every comment and every other value stays."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import COMPACT

from reportgen.facts.addresses import address, addressable, order
from reportgen.facts.source import parse
from reportgen.layout import filling

SAMPLES = [path.read_text("utf-8") for path in sorted(COMPACT.glob("[dp]*/dept.yaml"))]
SMALL = [
    "套件: base\n年度: 2021   # 年\n部门: {全称: 某局}\n",
    "预算:\n  # 甲\n\n三公: {}\n# 末\n",
    "预算: {合计: , 收入: {}}\n",
]
NAMES = sorted(name for unit in ("万元", "人") for name in addressable(unit) if "…" not in name)


def expected(data, path, value):
    made = deepcopy(data)
    inner = made
    for key in path[:-1]:
        inner[key] = inner.get(key) or {}
        inner = inner[key]
    inner[path[-1]] = value
    return made


@pytest.mark.slow
@given(st.sampled_from([*SAMPLES, *SMALL]), st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_a_figure_goes_where_it_belongs(text: str, names: list[str]) -> None:
    source, _ = parse(text, "dept.yaml")
    data = source.data
    now = text
    for number, name in enumerate(names):
        path, value = address(name).path, f"{number}.50"
        try:
            now = filling.put(now, path, value, order)
        except KeyError:  # something else stands there: 季度 as a list of four
            continue
        data = expected(data, path, value)
    again, _ = parse(now, "dept.yaml")
    assert again.data == data
    comments = [line[line.index("#") :] for line in text.splitlines() if "#" in line]
    rest = iter(now.splitlines())
    assert all(any(comment in line for line in rest) for comment in comments)


ROWS = [
    ("预算:\n  收入: {决算: 3}  # 注\n", "预算:\n  收入:\n    决算: 3  # 注\n    明细:\n      - {名称: 甲, 决算: 1}\n"),
    (
        "预算:\n  收入:\n    明细:   # 逐项\n      # - 名称:\n",
        "预算:\n  收入:\n    明细:   # 逐项\n      - {名称: 甲, 决算: 1}\n      # - 名称:\n",
    ),
    (
        "预算:\n  收入:\n    明细:\n    - {名称: 乙}\n",
        "预算:\n  收入:\n    明细:\n    - {名称: 乙}\n    - {名称: 甲, 决算: 1}\n",
    ),
    ("预算:\n  收入: {明细: [{名称: 乙}]}\n", "预算:\n  收入:\n    明细: [{名称: 乙}, {名称: 甲, 决算: 1}]\n"),
    ("年度: 2021\n", "年度: 2021\n预算:\n  收入:\n    明细:\n      - {名称: 甲, 决算: 1}\n"),
    (
        "预算:\n  合计: {年初: 1}\n",
        "预算:\n  合计: {年初: 1}\n  收入:\n    明细:\n      - {名称: 甲, 决算: 1}\n",
    ),
    ("预算:\n  收入:\n    明细: []\n", "预算:\n  收入:\n    明细:\n      - {名称: 甲, 决算: 1}\n"),
]


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_a_row_joins_its_list(before: str, after: str) -> None:
    assert filling.add_row(before, ("预算", "收入", "明细"), {"名称": "甲", "决算": "1"}, order) == after


PUT = [  # the text, where the figure goes, the text with it
    ("", ("预算", "合计", "年初"), "预算:\n  合计: {年初: 1}\n"),
    ("年度: 2021\n", ("人员", "在编"), "年度: 2021\n人员: {在编: 1}\n"),
    ("人员:\n  在编:        # 年末\n", ("人员", "在编"), "人员:\n  在编: 1      # 年末\n"),
    ("人员:\n  在编:  # 年末\n", ("人员", "在编"), "人员:\n  在编: 1  # 年末\n"),
    ("人员:\n  在编: 9  # 年末\n", ("人员", "在编"), "人员:\n  在编: 1  # 年末\n"),
    ("人员: {在编: , 工勤: 2}\n", ("人员", "在编"), "人员: {在编: 1 , 工勤: 2}\n"),
    ("人员: {工勤: 2}\n", ("人员", "在编"), "人员: {在编: 1, 工勤: 2}\n"),
    ("人员: {核定编制: 2, 工勤: 3}\n", ("人员", "在编"), "人员: {核定编制: 2, 在编: 1, 工勤: 3}\n"),
    ("人员: {核定编制: }\n", ("人员", "在编"), "人员: {核定编制:, 在编: 1 }\n"),
    ("人员: {核定编制}\n", ("人员", "在编"), "人员: {核定编制, 在编: 1}\n"),
    ("人员: {}\n", ("人员", "在编"), "人员: {在编: 1}\n"),
    ("人员:\n  # 说明\n其他: 3\n", ("人员", "在编"), "人员:\n  在编: 1\n  # 说明\n其他: 3\n"),
    ("人员:\n  核定编制: 2\n    # 编办批复\n  # 工勤另计\n  工勤: 3\n", ("人员", "在编"),
     "人员:\n  核定编制: 2\n    # 编办批复\n  在编: 1\n  # 工勤另计\n  工勤: 3\n"),
    ("人员:\n  工勤: 3\n", ("人员", "在编"), "人员:\n  在编: 1\n  工勤: 3\n"),
    ("项目:\n  - {名称: 甲, 支出: 9}\n", ("项目", 0, "支出"), "项目:\n  - {名称: 甲, 支出: 1}\n"),
    ("项目:\n  - {名称: 甲}\n  - {名称: 乙}\n", ("项目", 1, "支出"),
     "项目:\n  - {名称: 甲}\n  - {名称: 乙, 支出: 1}\n"),
    ("季度:\n  累计支出: [9, 2, 3, 4]\n", ("季度", "累计支出", 0), "季度:\n  累计支出: [1, 2, 3, 4]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "path", "after"), PUT)
def test_a_figure_is_put_beside_what_stands_there(before: str, path: tuple[str | int, ...], after: str) -> None:
    assert filling.put(before, path, "1", order) == after


def test_a_row_of_a_group_stands_on_a_line_of_its_own() -> None:
    made = filling.put("年度: 2021\n", ("来源", "人员.在编"), "{值: 1}", order)
    assert made == "年度: 2021\n来源:\n  人员.在编: {值: 1}\n"


@pytest.mark.parametrize("text", ["人员: 五\n", "人员: [1, 2]\n"])
def test_where_something_else_stands_there_is_no_place(text: str) -> None:
    with pytest.raises(KeyError):
        filling.put(text, ("人员", "在编"), "1", order)


@pytest.mark.parametrize("text", ["是否完成?", "甲? 乙", "a?b"])
def test_a_question_mark_in_a_row_is_read_back(text):
    made = filling.add_row("制度:\n", ("制度",), {"名称": text, "类别": "甲"}, lambda path: ())
    source, found = parse(made, "dept.yaml")
    assert (source.data, found) == ({"制度": [{"名称": text, "类别": "甲"}]}, [])
