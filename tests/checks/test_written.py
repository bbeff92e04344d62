"""What people wrote in a report of ours is held against its data and itself at every build."""

from __future__ import annotations

from sample import COMPACT, ROOT, changed, evaluated, inputs, read_inputs

from reportgen import pipeline
from reportgen.checks.own_indicators import told_twice
from reportgen.checks.own_words import ground, written
from reportgen.diagnostics import Severity
from reportgen.facts.records.dossier import Silence
from reportgen.facts.silences import SILENCED, idle, settled
from reportgen.facts.source import Source
from reportgen.values import replace

NOWHERE = Source("", {}, {}, {})
HEAD = "# 一、基本情况\n## （一）人员管理\n"


def told(text: str, source: Source = NOWHERE):
    return [(d.code, d.severity.value, d.quote) for d in written(evaluated(inputs()), HEAD + text, source)]


def test_a_figure_of_the_data_told_otherwise():
    assert told("2021年我局调整后预算81,146.95万元。\n") == [("K321", "警告", "2021年我局调整后预算81,146.95万元")]
    assert told("2021年我局调整后预算81,164.95万元。\n") == []


def test_a_rate_of_the_figures_told_otherwise():
    assert told("编外人员控制率为24.42%。\n") == [("K321", "警告", "编外人员控制率为24.42%")]
    assert told("编外人员控制率为42.42%。\n") == []


def test_a_count_of_all_told_otherwise():
    assert told("全年28个项目均已启动。\n") == [("K321", "警告", "全年28个")]
    assert told("全年18个项目均已启动，其中3个项目跨年度实施。\n") == []


def test_an_amount_one_digit_away_from_one_of_the_data():
    assert told("扶持项目支出78,692.50万元中的大部分用于企业。\n") == [("K322", "警告", "扶持项目支出78,692.50万元")]


def test_another_department():
    assert told("深圳市坪山区科技创新局按月核对支出。\n") == [("K406", "警告", "深圳市坪山区科技创新局")]
    assert told("区财政局统筹收回结余资金。\n") == []


def test_words_are_told_at_their_line_of_dept_yaml():
    source = inputs().source
    text = source.data["叙述"]["人员管理"].split("\n")[0]
    found = list(written(evaluated(inputs()), HEAD + text.replace("。", "。。"), source))
    assert [d.code for d in found] == ["K902"]
    kept = list(written(evaluated(inputs()), HEAD + "全年28个项目均已启动。", source))
    assert kept[0].position is None
    assert kept[0].where == "（一）人员管理 第1段"


def silent(**fields: str) -> Silence:
    return Silence(**{"code": "K321", "where": "人员管理", "quote": "24.42%", "reason": "口径不同", **fields})


def test_a_reason_silences_one_finding_and_stays_visible():
    found = list(written(evaluated(inputs()), HEAD + "编外人员控制率为24.42%。", NOWHERE))
    given = changed(inputs(), silences=(silent(),)).department
    (one,) = settled(found, given)
    assert (one.code, one.severity) == (SILENCED, Severity.HINT)
    assert "K321" in one.message
    assert "口径不同" in one.hint
    assert list(idle([one], given, NOWHERE)) == []


def test_a_reason_for_other_words_silences_nothing_and_is_told():
    found = list(written(evaluated(inputs()), HEAD + "编外人员控制率为24.42%。", NOWHERE))
    for other in (silent(quote="25.42%"), silent(code="K322"), silent(where="资产管理")):
        given = changed(inputs(), silences=(other,)).department
        assert settled(found, given) == found
        assert [d.code for d in idle(found, given, NOWHERE)] == ["idle-silence"]


def test_the_published_total_of_the_sample_is_silenced_with_its_reason():
    path = COMPACT / "dapeng-zhengshu-2021" / "dept.yaml"
    _, found = pipeline.evaluate(read_inputs(path))
    assert [d.severity for d in found if d.code == SILENCED] == [Severity.HINT]


def test_own_indicators_and_lines_of_the_projects_forms_are_what_texts_are_held_against():
    known = {row.name: row for row in ground(evaluated(read_inputs(ROOT / "data/xiangmu-demo-2024/dept.yaml"))).rows}
    told = {name: (row.actual, row.unit, row.targets) for name, row in known.items()}
    assert told["为企业出具档案证明"] == (91, "份", (80,))
    assert told["数字化页数"] == (141, "万页", (150,))


def test_a_row_that_a_projects_form_tells_otherwise():
    evaluation = evaluated(read_inputs(ROOT / "data/xiangmu-demo-2024/dept.yaml"))
    assert list(told_twice(evaluation, "")) == []
    effects = tuple(
        replace(row, actual="57%") if row.name == "网上查档占比" else row for row in evaluation.department.effects
    )
    changed_one = replace(evaluation, department=replace(evaluation.department, effects=effects))
    (found,) = told_twice(changed_one, "")
    assert found.code == "own-indicator"
    assert found.message == "“网上查档占比”的实际值在 dept.yaml 是57%，在项目自评表里是57.4%"


def test_what_the_report_says_of_the_total_in_two_chapters_is_no_repetition() -> None:
    said = "获得省级以上表彰，加1分：获省级农技推广先进集体。"
    outline = f"{HEAD}{said}\n{said}\n"
    evaluation = evaluated(inputs())
    assert [d.code for d in written(evaluation, outline, NOWHERE)] == ["K904"]
    card = replace(evaluation.scorecard, notes=(said.rstrip("。"),))
    assert list(written(replace(evaluation, scorecard=card), outline, NOWHERE)) == []
