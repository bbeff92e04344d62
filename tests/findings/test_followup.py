"""Last year's problems: solved, recurring, by how much; and what is no last year's result."""

import json
import shutil

import pytest
from sample import FUTIAN
from small import Desk, given

from reportgen import cli
from reportgen.chinese import points
from reportgen.findings.followup import Resolution, Trend
from reportgen.pipeline import evaluate
from reportgen.values import replace


def past(outsiders: int, slips: int, people: str = ""):
    """Last year's evaluation of the small department."""
    return evaluate(Desk(people).inputs(given(outsiders, slips, year=2020)))[0]


def follow(before: tuple, now: tuple, people: str = ""):
    inputs = replace(given(*now), last=(past(*before, people),))
    return evaluate(inputs, draft=True)[0]


AGAIN = "上年度“编外人员”也扣分，"
TABLE = {
    "solved": (
        (8, 0), (2, 0), Resolution.SOLVED, None,
        "上年度“编外人员”扣20分，编外率由40.00%降至10.00%，本年不再扣分，问题已解决。",
        None,
    ),
    "better by points": (
        (12, 0), (8, 0), Resolution.RECURRING, Trend.BETTER,
        AGAIN + "编外率由60.00%降至40.00%，扣分由60分变为20分，比上年好转，但仍未解决。",
        "“编外人员”上年度扣60分，本年度仍扣20分，编外率由60.00%降至40.00%，比上年好转。",
    ),
    "worse by points": (
        (8, 0), (12, 0), Resolution.RECURRING, Trend.WORSE,
        AGAIN + "编外率由40.00%升至60.00%，扣分由20分变为60分，比上年加重。",
        "“编外人员”上年度扣20分，本年度仍扣60分，编外率由40.00%升至60.00%，比上年加重。",
    ),
    "better by figures": (
        (8, 0), (6, 0), Resolution.RECURRING, Trend.BETTER,
        AGAIN + "编外率由40.00%降至30.00%，两年都扣20分，比上年好转，但仍未解决。",
        "“编外人员”上年度扣20分，本年度仍扣20分，编外率由40.00%降至30.00%，比上年好转。",
    ),
    "worse by figures": (
        (6, 0), (8, 0), Resolution.RECURRING, Trend.WORSE,
        AGAIN + "编外率由30.00%升至40.00%，两年都扣20分，比上年加重。",
        "“编外人员”上年度扣20分，本年度仍扣20分，编外率由30.00%升至40.00%，比上年加重。",
    ),
    "the same": (
        (8, 0), (8, 0), Resolution.RECURRING, Trend.SAME,
        AGAIN + "编外率仍为40.00%，两年都扣20分。",
        "“编外人员”上年度扣20分，本年度仍扣20分，编外率仍为40.00%。",
    ),
    "without figures": (
        (2, 2), (2, 1), Resolution.RECURRING, Trend.BETTER,
        "上年度“预算编制”也扣分，扣分由20分变为10分，比上年好转，但仍未解决。",
        "“预算编制”上年度扣20分，本年度仍扣10分，比上年好转。",
    ),
    "not marked yet": (
        (8, 0), (None, 0), Resolution.UNKNOWN, None,
        "上年度“编外人员”扣20分，本年尚未评定，无法比较。",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE.keys())
def test_what_has_become_of_a_problem(case):
    before, now, outcome, trend, told, followed = case
    evaluation = follow(before, now)
    (problem,) = evaluation.followup.problems
    assert (problem.outcome, problem.losses[0].trend, problem.losses[0].told) == (outcome, trend, told)
    assert problem.told == (followed or told)
    assert problem.before == sum(loss.before for loss in problem.losses)
    recurs = [f for f in evaluation.findings if told in f.description]
    assert len(recurs) == (outcome is Resolution.RECURRING)


def test_problems_are_counted_and_new_ones_named():
    found = follow((8, 0), (2, 1)).followup
    assert (found.year, found.solved, found.recurring, found.new) == (2020, 1, 0, ("预算编制",))


def test_a_merged_problem_may_be_solved_in_part():
    found = follow((8, 1), (8, 0), "问题:\n  - {编号: [A1, A2], 标题: 管理不严}\n").followup
    (problem,) = found.problems
    assert (problem.title, problem.outcome, problem.before, problem.now) == ("管理不严", Resolution.PARTLY, 30, 20)
    assert found.partly == 1


GROUP = "同类问题:\n  不严: {编号: [A1, A2], 问题标题: 管理不严}\n"
MERGED, SPLIT = GROUP, ""
# last year's and this year's wording and figures: what becomes of last year's problems, how this year's are headed
SHAPES = {
    "one of two, now two": (
        (MERGED, 8, 2), (SPLIT, 6, 1), ["管理不严 仍未解决 40→30"],
        ["编外人员偏高（上年问题仍未解决）", "预算编制有差错（上年问题仍未解决）"],
    ),
    "two, now one of two": (
        (SPLIT, 8, 2), (MERGED, 6, 1), ["编外人员偏高 仍未解决 20→20", "预算编制有差错 仍未解决 20→10"],
        ["管理不严（上年问题仍未解决）"],
    ),
    "one of two, half of it solved": (
        (MERGED, 8, 2), (MERGED, 2, 1), ["管理不严 部分解决 40→10"], ["预算编制有差错（上年问题仍未解决）"],
    ),
    "one, now with another": (
        (SPLIT, 8, 0), (MERGED, 8, 1), ["编外人员偏高 仍未解决 20→20"], ["管理不严"],
    ),
    "nothing left": ((MERGED, 8, 2), (MERGED, 2, 0), ["管理不严 已解决 40→0"], []),
}  # fmt: skip


def shaped(last: tuple, now: tuple):
    """This year's evaluation after last year's, each with its wording and figures."""
    (before, *then), (more, *today) = last, now
    inputs = given(*then, year=2020, more=before)
    return evaluate(replace(given(*today, more=more), last=(evaluate(inputs)[0],)))[0]


@pytest.mark.parametrize(("last", "now", "past_problems", "titles"), SHAPES.values(), ids=SHAPES.keys())
def test_problems_that_were_merged_or_split_are_followed_by_their_indicators(last, now, past_problems, titles):
    evaluation = shaped(last, now)
    followed = evaluation.followup.problems
    assert [f"{p.title} {p.outcome.value} {points(p.before)}→{points(p.now)}" for p in followed] == past_problems
    assert [f.title for f in evaluation.findings] == titles


def test_a_problem_of_several_names_the_indicator_that_had_it_last_year():
    evaluation = shaped((MERGED, 8, 2), (MERGED, 6, 2))
    (problem,), (finding,) = evaluation.followup.problems, evaluation.findings
    first = "上年度“编外人员”也扣分，编外率由40.00%降至30.00%，两年都扣20分，比上年好转，但仍未解决。"
    second = "上年度“预算编制”也扣分，两年都扣20分。"
    assert problem.told == (
        "“编外人员”上年度扣20分，本年度仍扣20分，编外率由40.00%降至30.00%，比上年好转。"
        "“预算编制”上年度扣20分，本年度仍扣20分。"
    )
    assert finding.description == f"一是编外率为30.00%。{first}二是差错2项。{second}"


def test_the_years_after_are_not_headed_twice():
    first = evaluate(given(8, year=2019))[0]
    second = evaluate(replace(given(8, year=2020), last=(first,)))[0]
    third = evaluate(replace(given(8), last=(second,)))[0]
    assert [f.title for f in third.findings] == ["编外人员偏高（上年问题仍未解决）"]
    assert [p.title for p in third.followup.problems] == ["编外人员偏高"]


def test_a_title_that_a_person_wrote_stays_as_it_is():
    inputs = Desk("问题:\n  - {编号: [A1], 标题: 编外人员过多}\n").inputs(given(8))
    (finding,) = evaluate(replace(inputs, last=(past(12, 0),)))[0].findings
    assert finding.title == "编外人员过多"


def test_where_a_person_wrote_the_description_the_comparison_stands_beside_it():
    inputs = Desk("问题:\n  - {编号: [A1], 描述: 编外人员偏多。}\n").inputs(given(8))
    evaluation, _ = evaluate(replace(inputs, last=(past(12, 0),)))
    (finding,) = evaluation.findings
    assert finding.description == "编外人员偏多。"
    assert finding.last_year.startswith("上年度“编外人员”也扣分")
    assert follow((12, 0), (8, 0)).findings[0].last_year is None


def test_an_indicator_that_was_renumbered_is_found_by_its_name():
    last = past(8, 0)
    moved = json.loads(last.to_json().replace('"A1"', '"Z9"'))
    renumbered = type(last).from_json(json.dumps(moved))
    evaluation, _ = evaluate(replace(given(8), last=(renumbered,)))
    assert evaluation.followup.problems[0].outcome is Resolution.RECURRING


def test_the_result_survives_its_file():
    evaluation = follow((8, 1), (6, 0))
    again = type(evaluation).from_json(evaluation.to_json())
    assert again.followup == evaluation.followup


def test_a_result_that_called_it_by_its_earlier_name_is_still_read():
    assert Resolution("再次出现") is Resolution.RECURRING


@pytest.fixture
def dept(tmp_path, monkeypatch):
    """The sample, asking for last year's result in a folder beside it."""
    monkeypatch.chdir(tmp_path)
    for name in ("now", "last"):
        (tmp_path / name).mkdir()
    shutil.copy(FUTIAN, tmp_path / "now")
    path = tmp_path / "now" / "dept.yaml"
    path.write_text(
        path.read_text("utf-8").replace("年度: 2021", "年度: 2021\n上年: ../last/评价结果.json", 1), "utf-8"
    )
    return path


def result(year: int, **changes: object) -> str:
    data = json.loads(past(8, 0).to_json())
    data["部门资料"] |= {"年度": year, "部门": {"全称": "深圳市福田区科技创新局"}}
    return json.dumps({**data, **changes}, ensure_ascii=False)


BAD = {
    "no file": (None, ["dept.yaml:6:", "找不到", "没有上年结果时删去这一行"]),
    "no result": ("{}", ["评价结果", "dept.yaml:6:", "上年的评价结果不能用"]),
    "no JSON": ("上年的结果", ["dept.yaml:6:", "上年的评价结果不能用"]),
    "this year": (result(2021), ["dept.yaml:6:", "“上年”是2021年度的评价结果，不早于本年度（2021）"]),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("command", ["score", "draft"])
def test_what_is_no_result_of_last_year_is_refused(dept, capsys, text, told, command):
    if text is not None:
        (dept.parent.parent / "last" / "评价结果.json").write_text(text, "utf-8")
    assert cli.main([command, str(dept)]) == cli.REFUSED
    message = capsys.readouterr().err
    assert [piece for piece in told if piece not in message] == [], message
    assert [p.name for p in dept.parent.iterdir()] == ["dept.yaml"]


DOUBTFUL = {
    "two years ago": (result(2019), "“上年”是2019年度的评价结果"),
    "a draft": (result(2020, 草稿="是"), "“上年”的评价结果是草稿"),
    "another income": (
        result(2020, 部门资料={**json.loads(result(2020))["部门资料"], "预算": {"收入": {"年初": "1.50"}}}),
        "dept.yaml:108:12: 警告：“预算.上年.收入”填 41581.76，2020年度评价结果的“预算.收入.年初”是 1.50",
    ),
    "another department": (result(2020).replace("深圳市福田区科技创新局", "甲局"), "“上年”是甲局的评价结果"),
}


@pytest.mark.parametrize(("text", "told"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_a_doubtful_result_is_taken_with_a_warning(dept, capsys, text, told):
    (dept.parent.parent / "last" / "评价结果.json").write_text(text, "utf-8")
    assert cli.main(["score", str(dept)]) == cli.DONE
    assert told in capsys.readouterr().err


def merged(*before):
    """Two departments that were merged this year: each with its result of last year."""
    return tuple(
        replace(last, department=replace(last.department, office=replace(last.department.office, name=name)))
        for name, last in zip(("甲局", "乙局"), before, strict=True)
    )


def test_departments_that_were_merged_are_followed_up_each_by_its_name_and_by_points_alone():
    evaluation, _ = evaluate(replace(given(8), last=merged(past(12, 0), past(6, 2))))
    told = evaluation.followup
    assert [(p.office, p.title[:3], p.outcome) for p in told.problems] == [
        ("甲局", "甲局：", Resolution.RECURRING),
        ("乙局", "乙局：", Resolution.RECURRING),
        ("乙局", "乙局：", Resolution.SOLVED),
    ]
    assert [p.told for p in told.problems] == [
        "上年度甲局“编外人员”扣60分，本年合并后仍扣20分。",
        "上年度乙局“编外人员”扣20分，本年合并后仍扣20分。",
        "上年度乙局“预算编制”扣20分，本年合并后不再扣分，问题已解决。",
    ]
    assert not [x.figures for p in told.problems for x in p.losses if x.figures or x.trend]
    assert (told.recurring, told.solved, told.new) == (2, 1, ())
    (finding,) = evaluation.findings
    assert finding.description.endswith(told.problems[0].told + told.problems[1].told)
    assert evaluation.exhibits.ledger.rows[0].remark == "甲局上年扣60分，仍未解决；乙局上年扣20分，仍未解决"


SEVERAL = {
    "both": (("2020", "2020"), "甲局", "乙局", cli.DONE, None),
    "one of them twice": (("2020", "2020"), "甲局", "甲局", cli.REFUSED, "“上年”里甲局列了两次"),
    "one of this year": (("2020", "2021"), "甲局", "乙局", cli.REFUSED, "“上年”是2021年度的评价结果，不早于本年度"),
    "one of two years ago": (("2020", "2019"), "甲局", "乙局", cli.DONE, "“上年”是2019年度的评价结果"),
}


@pytest.mark.parametrize("case", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_results_are_read_and_what_is_wrong_with_one_is_told(dept, capsys, case):
    years, first, second, code, said = case
    text = dept.read_text("utf-8").replace("上年: ../last/评价结果.json", "上年: [../last/a.json, ../last/b.json]")
    dept.write_text(text, "utf-8")
    for file, name, year in zip("ab", (first, second), years, strict=True):
        made = result(int(year)).replace("深圳市福田区科技创新局", name)
        (dept.parent.parent / "last" / f"{file}.json").write_text(made, "utf-8")
    assert cli.main(["score", str(dept)]) == code
    told = capsys.readouterr().err
    assert "机构改名" not in told
    assert said is None or said in told


def test_amounts_of_last_year_are_held_against_the_sum_of_those_that_were_merged(dept, capsys):
    text = dept.read_text("utf-8").replace("上年: ../last/评价结果.json", "上年: [../last/a.json, ../last/b.json]")
    dept.write_text(text, "utf-8")
    for file, amount in (("a", "1.50"), ("b", "2.00")):
        data = json.loads(result(2020).replace("深圳市福田区科技创新局", file))
        data["部门资料"] |= {"预算": {"收入": {"年初": amount}}}
        (dept.parent.parent / "last" / f"{file}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert cli.main(["score", str(dept)]) == cli.DONE
    assert "2020年度评价结果的“预算.收入.年初”（2 个部门合计）是 3.50" in capsys.readouterr().err
