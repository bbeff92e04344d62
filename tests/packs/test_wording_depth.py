"""措辞 with depth: every indicator, every way of losing points on it, small and large, worded for that gap."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml
from sample import ROOT, inputs, shipped

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.facts import department as departments
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.record import read
from reportgen.facts.source import parse
from reportgen.findings.author import Author, Measure
from reportgen.findings.finding import Finding, find
from reportgen.packs.wording import CauseWording, MeasureWording, Wording, WordingBook
from reportgen.scoring.scorecard import Mark
from reportgen.values import replace

STOCK = inputs().pack.info.checking.stock

DEPT = """套件: base
年度: 2021
部门: {全称: 某区某局}
预算:
  日常公用经费: {年初: 100, 调整后: 100, 支出: 80}
  人员经费: {年初: 400, 调整后: 400, 支出: 400}
  项目支出: {年初: 500, 调整后: 500, 支出: 500}
三公: {合计: {预算: 20, 决算: 10}}
采购: {计划: 100, 实际: 100}
资产: {固定资产: {全部: 100, 在用: 95}}
人员: {核定编制: 21, 在编: 21, 劳务派遣: 1}
公开: {预算: {合规程度: 按规定公开}, 决算: {合规程度: 按规定公开}}
季度: {累计进度: [30%, 60%, 80%, 100%]}
重点工作统计: {总数: 10, 完成: 10}
项目统计: {总数: 20, 按期完成: 20}
信访: {件次: 20, 办结: 20, 按期: 20}
满意度: {值: 96%}
"""
FULL: dict[str, dict[str, Any]] = {
    **{
        code: {"要点": {str(i): "是" for i in range(1, n + 1)}}
        for code, n in {"A11": 5, "A22": 5, "B21": 2, "B22": 2, "B31": 2, "B51": 3, "C41.1": 1}.items()
    },
    **{code: {"数量": 0} for code in ("A12", "A21")},
    **{code: {"扣分": 0} for code in ("B11.2", "B12.1", "B12.3", "C31")},
}
REASON = "抽查发现两处差错"


def ticks(code: str, answer: str, *keys: str) -> dict[str, Any]:
    """The answers for `code` where `keys` are answered `answer`."""
    return {code: {"要点": {**FULL[code]["要点"], **dict.fromkeys(keys, answer)}}}


Change = tuple[str, dict[str, dict[str, Any]]]
ITEMS = [
    (f"{code}第{key}项{answer}", code, "", ticks(code, answer, key))
    for code in ("A11", "A22", "B21", "B22", "B31", "B51", "C41.1")
    for key in FULL[code]["要点"]
    for answer in ("部分", "否")
]
ALL_ITEMS = [
    (f"{code}全部否", code, "", ticks(code, "否", *FULL[code]["要点"]))
    for code in ("A11", "A22", "B21", "B22", "B31", "B51")
]
COUNTS = [(f"{code}计{n}项", code, "", {code: {"数量": n}}) for code in ("A12", "A21") for n in (1, 4)]
DISCRETION = [
    (f"{code}扣{points}", code, "", {code: {"扣分": points, "理由": REASON}})
    for code, few, many in (("B11.2", "0.2", "1"), ("B12.1", "0.2", "1"), ("B12.3", "0.2", "1"), ("C31", 1, 12))
    for points in (few, many)
]
OVERRIDES = [
    (f"{code}人工{points}", code, "", {code: {"得分": points, "理由": REASON}})
    for code in [
        "A11",
        "A12",
        "A21",
        "A22",
        "B11",
        "B12",
        "B13",
        "B21",
        "B22",
        "B31",
        "B32",
        "B41",
        "B42",
        "B51",
        "C11",
        "C21",
        "C22",
        "C23",
        "C31",
        "C41",
        "C42",
        "B11.1",
        "B12.2",
        "B13.1",
        "B13.2",
        "C11.1",
        "C11.2",
        "C41.2",
        "C41.3",
    ]
    for points in ("0.9", "0")
]
VETOES = [
    (f"B12{name}", "B12", "", {"B12": {"否决": [name]}})
    for name in ("超范围", "超标准", "虚列", "截留", "挤占", "挪用")
]
FIGURES = [
    (f"{code}：{line}", code, line, {})
    for code, lines in {
        "B11.1": ("采购: {计划: 100, 实际: 92}", "采购: {计划: 100, 实际: 10}", "采购: {计划: 100, 实际: 130}"),
        "B12.2": (
            "预算.项目支出: {年初: 500, 调整后: 630, 支出: 630}",
            "预算.项目支出: {年初: 500, 调整后: 900, 支出: 900}",
            "预算.项目支出: {年初: 500, 调整后: 370, 支出: 370}",
            "预算.项目支出: {年初: 500, 调整后: 100, 支出: 100}",
        ),
        "B13.1": ("公开.预算: {合规程度: 公开有瑕疵}", "公开.预算: {合规程度: 未公开}"),
        "B13.2": ("公开.决算: {合规程度: 公开有瑕疵}", "公开.决算: {合规程度: 未公开}"),
        "B32": tuple(f"资产: {{固定资产: {{全部: 100, 在用: {n}}}}}" for n in (80, 70, 20)),
        "B41": ("人员: {核定编制: 21, 在编: 22}", "人员: {核定编制: 21, 在编: 40}"),
        "B42": (
            "人员: {核定编制: 21, 在编: 21, 劳务派遣: 2}",
            "人员: {核定编制: 21, 在编: 21, 劳务派遣: 14}",
            "人员: {核定编制: 30, 在编: 21, 劳务派遣: 14}",
        ),
        "C11.1": ("三公: {合计: {预算: 20, 决算: 19}}", "三公: {合计: {预算: 20, 决算: 27}}"),
        "C11.2": (
            "预算.日常公用经费: {年初: 100, 调整后: 100, 支出: 95}",
            "预算.日常公用经费: {年初: 110, 调整后: 100, 支出: 105}",
        ),
        "C21": ("季度: {累计进度: [20%, 50%, 75%, 100%]}", "季度: {累计进度: [1%, 10%, 20%, 40%]}"),
        "C22": ("重点工作统计: {总数: 10, 完成: 9}", "重点工作统计: {总数: 10, 完成: 5}"),
        "C23": ("项目统计: {总数: 20, 按期完成: 19}", "项目统计: {总数: 20, 按期完成: 4}"),
        "C41.2": ("信访: {件次: 20, 办结: 19, 按期: 19}", "信访: {件次: 20, 办结: 2, 按期: 2}"),
        "C41.3": ("信访: {件次: 20, 办结: 20, 按期: 19}",),
        "C42": tuple(f"满意度: {{值: {n}%}}" for n in (93, 85, 60)),
    }.items()
    for line in lines
]
CASES = [*ITEMS, *ALL_ITEMS, *COUNTS, *DISCRETION, *OVERRIDES, *VETOES, *FIGURES]
LOWER = ("B12.2", "B41", "B42", "C11")


@cache
def written(name: str) -> tuple[Author, Mark]:
    """Whoever writes about the case, and the mark that it loses points on."""
    _, code, line, answers = next(case for case in CASES if case[0] == name)
    author = assessed((line,) if line else (), answers)
    mark = author.mark(code.split(".")[0])
    assert mark
    return author, mark


def assessed(lines: tuple[str, ...], answers: dict[str, dict[str, Any]]) -> Author:
    """Whoever writes about the department with other `lines` and `answers`."""
    data = yaml.safe_load(DEPT)
    for line in lines:
        (path, value), *_ = yaml.safe_load(line).items()
        *groups, last = path.split(".")
        inside = data
        for group in groups:
            inside = inside[group]
        inside[last] = value
    text = "\n".join(f"{key}: {value!r}".replace("'", "") for key, value in data.items())
    department, source, found = departments.parse(text, "dept.yaml")
    assert department, found
    assert source
    own = {key: Answer.from_data(answer) for key, answer in {**FULL, **answers}.items()}
    given = replace(
        inputs(),
        department=replace(department, answers=own),
        source=source,
        people=replace(inputs().people, entries=()),
        pack=shipped("base"),
    )
    return pipeline.assess(given, draft=True).author


def told(measures: tuple[Measure, ...]) -> list[str]:
    return [part for m in measures for part in (m.text, m.outcome, m.due) if part]


def test_nothing_is_lost_before_the_cases_lose_it():
    author, _ = written(ITEMS[0][0])
    lost = [node.code for node in author.scorecard.nodes if node.mark and node.mark.lost]
    assert lost == ["A11"]


@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_each_gap_has_its_problem_causes_and_measures(name):
    author, mark = written(name)
    assert mark.lost
    assert author.title(mark)
    assert re.search(r"扣[\d.]+分", author.description(mark))
    assert len(author.causes(mark)) >= 2
    many = max(4, 2 * len(mark.gaps))
    assert 2 <= len(author.measures(mark)) <= many
    for measure in author.measures(mark):
        assert measure.due
        assert measure.outcome


@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_sentences_are_whole_and_say_nothing_stock(name):
    author, mark = written(name)
    texts = [author.title(mark), author.description(mark), *author.causes(mark), *told(author.measures(mark))]
    for text in texts:
        assert not re.search(r"None|[{}]|[，。；：、]{2}|（）|“”|\s{2}|[，；：、]$", text), text
        assert not [phrase for phrase in STOCK if phrase in text], text


@pytest.mark.parametrize("name", [case[0] for case in FIGURES])
def test_a_gap_by_figures_is_told_in_its_own_direction(name):
    _, code, _, _ = next(case for case in CASES if case[0] == name)
    author, mark = written(name)
    text = author.title(mark) + author.description(mark)
    high = code.startswith(LOWER) or "130" in name
    wrong = ("偏低", "不足", "低于") if high else ("偏高", "过高", "超出")
    assert not [word for word in wrong if word in re.sub("得满分须[^。]*", "", text)], text


def measure_texts(name: str) -> str:
    author, mark = written(name)
    return "".join(told(author.measures(mark)))


@pytest.mark.parametrize(
    ("small", "large", "only_large"),
    [
        ("A12计1项", "A12计4项", "编报培训"),
        (
            "B12.2：预算.项目支出: {年初: 500, 调整后: 630, 支出: 630}",
            "B12.2：预算.项目支出: {年初: 500, 调整后: 900, 支出: 900}",
            "集体审议",
        ),
        (
            "B32：资产: {固定资产: {全部: 100, 在用: 80}}",
            "B32：资产: {固定资产: {全部: 100, 在用: 20}}",
            "不再申请购置",
        ),
        ("C21：季度: {累计进度: [20%, 50%, 75%, 100%]}", "C21：季度: {累计进度: [1%, 10%, 20%, 40%]}", "约谈"),
        ("C22：重点工作统计: {总数: 10, 完成: 9}", "C22：重点工作统计: {总数: 10, 完成: 5}", "协调会"),
        ("C42：满意度: {值: 93%}", "C42：满意度: {值: 60%}", "每季度开展"),
    ],
)
def test_a_large_gap_asks_for_more_than_a_small_one(small, large, only_large):
    assert only_large in measure_texts(large)
    assert only_large not in measure_texts(small)


@pytest.mark.parametrize(
    ("one", "words", "other", "not_there"),
    [
        ("B11.1：采购: {计划: 100, 实际: 130}", "超计划采购", "B11.1：采购: {计划: 100, 实际: 92}", "超计划采购"),
        (
            "B12.2：预算.项目支出: {年初: 500, 调整后: 630, 支出: 630}",
            "追加和调剂",
            "B12.2：预算.项目支出: {年初: 500, 调整后: 370, 支出: 370}",
            "追加和调剂",
        ),
        (
            "B13.1：公开.预算: {合规程度: 未公开}",
            "没有按期公开",
            "B13.1：公开.预算: {合规程度: 公开有瑕疵}",
            "没有按期公开",
        ),
        (
            "C11.1：三公: {合计: {预算: 20, 决算: 27}}",
            "超标准的追回",
            "C11.1：三公: {合计: {预算: 20, 决算: 19}}",
            "追回",
        ),
        (
            "B42：人员: {核定编制: 30, 在编: 21, 劳务派遣: 14}",
            "招录",
            "B42：人员: {核定编制: 21, 在编: 21, 劳务派遣: 14}",
            "招录",
        ),
        ("B12挪用", "归还", "B12人工0.9", "归还"),
    ],
)
def test_measures_answer_the_gap_that_there_is(one, words, other, not_there):
    assert words in measure_texts(one)
    assert not_there not in measure_texts(other)


def test_causes_say_whether_they_lie_outside_or_inside():
    author, mark = written("A12计1项")
    assert any("（客观；适用：" in cause for cause in author.causes(mark))
    assert any(cause.endswith("（主观）") for cause in author.causes(mark))


def own_causes() -> list[tuple[str, list[CauseWording]]]:
    book = shipped("base").wording.book.by_code
    return [(code, list(phrases.causes)) for code, phrases in book.items() if phrases.causes]


@pytest.mark.parametrize(("code", "causes"), own_causes(), ids=lambda v: v if isinstance(v, str) else "")
def test_causes_of_both_natures_stand_under_every_code(code, causes):
    assert {cause.nature for cause in causes} == {"客观", "主观"}
    assert all(cause.fits or cause.when for cause in causes if cause.nature == "客观"), code


SLOW = "季度: {累计进度: [20%, 40%, 60%, 80%]}"
LATE = "项目统计: {总数: 20, 按期完成: 12}"
UNBOUGHT = "采购: {计划: 100, 实际: 60}"
OVERBOUGHT = "采购: {计划: 100, 实际: 130}"
MORE = "预算.项目支出: {年初: 500, 调整后: 900, 支出: 900}"
LESS = "预算.项目支出: {年初: 500, 调整后: 200, 支出: 200}"
CROWDED = "人员: {核定编制: 21, 在编: 25, 劳务派遣: 9}"
VAGUE = ticks("A22", "否", "3", "5")
COARSE = ticks("A11", "部分", "3")
SLIPS = {"B12.1": {"扣分": 1, "理由": REASON}}
# what lost points; the problems that come of it, most points first
TOGETHER = {
    "targets": ((), {"A21": {"数量": 1}, **VAGUE}, ["A21+A22 绩效目标编报不全，指标不够明确"]),
    "targets missing only": ((), {"A21": {"数量": 1}}, ["A21 绩效目标设置不完整"]),
    "coarse and raised": ((MORE,), COARSE, ["A11+B12 年初预算编制不够细，年中调整幅度较大"]),
    "coarse and cut": ((LESS,), COARSE, ["A11+B12 年初预算编制不够细，年中调减幅度较大"]),
    "raised, and a rigid budget": (
        (MORE,),
        ticks("A11", "部分", "3", "5"),
        ["A11 预算编制不够合理", "B12 预算调整调剂幅度偏高"],
    ),
    "slow, late and unbought": (
        (SLOW, LATE, UNBOUGHT),
        {},
        ["B11+C21+C23 项目推进慢，政府采购、项目完成、预算支出没有达到计划进度"],
    ),
    "late and unbought": ((LATE, UNBOUGHT), {}, ["B11+C23 项目推进慢，政府采购、项目完成没有达到计划进度"]),
    "slow only before the year's end": (
        ("季度: {累计进度: [1%, 10%, 75%, 100%]}", LATE),
        {},
        ["C21 预算执行进度未达序时进度", "C23 项目未全部按期完成"],
    ),
    "late, and more bought than planned": (
        (LATE, OVERBOUGHT),
        {},
        ["C23 项目未全部按期完成", "B11 政府采购执行率偏高"],
    ),
    "money and things": (
        (),
        {**SLIPS, **ticks("B31", "否", "1")},
        ["B12+B31 内部控制执行不到位，财务和资产管理存在不规范事项"],
    ),
    "money and rules": (
        (),
        {**SLIPS, **ticks("B51", "否", "2")},
        ["B12+B51 内部控制执行不到位，财务管理存在不规范事项"],
    ),
    "things and rules": (
        (),
        {**ticks("B31", "否", "1"), **ticks("B51", "部分", "2")},
        ["B31+B51 内部控制执行不到位，资产管理存在不规范事项"],
    ),
    "a veto stands alone": (
        (),
        {"B12": {"否决": ["挪用"]}, **ticks("B31", "否", "1")},
        ["B12 存在挪用资金的情形", "B31 资产配置、保管不合要求"],
    ),
    "projects": (
        (),
        {**ticks("B21", "否", "1"), **ticks("B22", "否", "2")},
        ["B21+B22 项目实施程序不完备，检查监管不到位"],
    ),
    "people": ((CROWDED,), {}, ["B41+B42 用人没有总量控制，在编和编外人员都超出标准"]),
}


@cache
def problems(name: str) -> tuple[Finding, ...]:
    """The problems of a case, in the pack's words alone."""
    lines, answers, _ = TOGETHER[name]
    return find(assessed(lines, answers), [])[0]


@pytest.mark.parametrize("name", TOGETHER)
def test_losses_of_one_cause_become_one_problem(name):
    assert [f"{'+'.join(f.codes)} {f.title}" for f in problems(name)] == TOGETHER[name][2]


@pytest.mark.parametrize("name", TOGETHER)
def test_what_is_told_together_is_whole_too(name):
    for found in problems(name):
        said = [found.title, found.description, *told(found.measures)]
        for text in said:
            assert not re.search(r"None|[{}]|[，。；：、]{2}|（）|“”|\s{2}|[，；：、]$", text), text
            assert not [phrase for phrase in STOCK if phrase in text], text
        assert 2 <= len(found.measures) <= 4
        assert all(measure.due and measure.outcome for measure in found.measures)
        words = "。".join([found.title, found.description, *(m.text for m in found.measures)])
        sentences = [s for s in re.split("[。；]", words) if s]
        assert len(sentences) == len(set(sentences)), "the same sentence twice"


@pytest.mark.parametrize("pack", ["base", "hunan-demo"])
def test_the_causes_of_a_group_lie_outside_and_inside(pack):
    groups = shipped(pack).wording.book.similar
    assert groups
    for group in groups.values():
        causes = group.causes or ()
        assert {cause.nature for cause in causes} == {"客观", "主观"}
        assert all(cause.fits for cause in causes if cause.nature == "客观")


def district_title(pack: str, code: str, answers: dict[str, Any]) -> str:
    """The title in a district's own words."""
    author = assessed((), answers)
    own = replace(author, wording=shipped(pack).wording)
    mark = own.mark(code)
    assert mark
    return own.title(mark)


@pytest.mark.parametrize(
    ("pack", "code", "answers", "expected"),
    [
        ("dapeng", "A22", ticks("A22", "否", "3", "5"), "绩效指标定性多、量化不足"),
        ("dapeng", "A22", ticks("A22", "否", "1", "3"), "绩效指标不够明确"),
        ("pingshan", "B12", {"B12": {"否决": ["挪用"]}}, "存在挪用资金的情形"),
        ("pingshan", "B12", {"B12.3": {"扣分": 1, "理由": REASON}}, "会计核算有不规范事项"),
    ],
)
def test_a_districts_title_fits_what_was_lost(pack, code, answers, expected):
    assert district_title(pack, code, answers) == expected


def test_every_pack_and_sample_is_free_of_stock_phrases():
    files = [*ROOT.glob("templates/*/wording.yaml"), *ROOT.glob("data/*/整改.yaml")]
    assert len(files) >= 8
    used = {f"{f.parent.name}: {phrase}" for f in files for phrase in STOCK if phrase in f.read_text("utf-8")}
    assert not used
    assert len(set(STOCK)) >= 25


WHEN = """措辞:
  B1:
    常见原因: [{原因: 甲, 类别: 主观, 当: 差距 == '大'}, {原因: 乙, 当: 差距 == '小'}]
    整改措施: [{措施: 丙, 当: "值 is number and 值 > 1"}, {措施: 丁, 当: 无此名}]
"""


def conditional() -> Wording:
    source, _ = parse(WHEN, "wording.yaml")
    assert source
    book, found = read(WordingBook, source)
    assert book, found
    return Wording(book, source)


@pytest.mark.parametrize(("slots", "expected"), [({"差距": "大"}, [True, False]), ({"差距": "小"}, [False, True])])
def test_a_cause_is_offered_only_where_its_condition_is_true(slots, expected):
    book = conditional()
    causes = book.book.by_code["B1"].causes or ()
    assert [book.fits(cause, (), slots) for cause in causes] == expected


@pytest.mark.parametrize(("value", "expected"), [(None, False), (2, True), (1, False)])
def test_a_measure_is_left_out_where_its_condition_is_false(value, expected):
    book = conditional()
    measures = book.book.by_code["B1"].measures or ()
    assert book.fits(measures[0], (), {"值": value}) is expected
    assert book.fits(MeasureWording.from_data({"措施": "戊"}), (), {})


def test_a_condition_that_cannot_be_told_is_told_at_its_place():
    book = conditional()
    measures = book.book.by_code["B1"].measures or ()
    with pytest.raises(Refused, match=r"wording.yaml:4"):
        book.fits(measures[1], ("措辞", "B1", "整改措施", 1), {})
