"""整改台账: one row for each measure, problems counted, and what last year's report had too."""

from decimal import Decimal

from hypothesis import given as random
from hypothesis import strategies as st
from small import Desk, given, ok

from reportgen.chinese import points
from reportgen.findings.finding import Finding
from reportgen.findings.ledger import ledger
from reportgen.findings.rectification import Status
from reportgen.pipeline import evaluate
from reportgen.values import replace

TEXT = """\
问题:
  - 编号: [A2]
    标题: 预算编制有差错
    原因: 没有核对
    责任科室: 财务科
    措施:
      - {措施: 逐项核对。, 时限: 2022年3月底前, 成果: 核对表, 状态: 已完成, 完成情况: 见核对表}
      - {措施: 办一次培训。, 责任科室: 办公室, 时限: 2022年5月底前}
  - 编号: [A1]
  - 标题: 档案室偏小
"""


def listed(desk: Desk, inputs=None, last=None):
    mine = desk.inputs(inputs or given(8, 1))
    evaluation, _ = evaluate(replace(mine, last=(last,) if last else ()))
    return ledger(evaluation.department.year, evaluation.findings, evaluation.followup)


def shown(row) -> str:
    texts = (
        row.number,
        "首" if row.first else "",
        row.problem,
        points(row.points),
        row.cause,
        row.measure,
        row.owner,
        row.due,
    )
    return "|".join("" if text is None else str(text) for text in (*texts, row.outcome, row.state, row.progress))


def test_every_measure_has_a_row_in_the_order_of_the_report():
    found = listed(Desk(TEXT))
    assert [shown(row) for row in found.rows] == [
        "1|首|编外人员偏高|20||以8人为上限。||2022年6月底前|控制表||",
        "1||编外人员偏高|20||每季度核对一次。||2022年9月底前|||",
        "2|首|预算编制有差错|10|没有核对。|逐项核对。|财务科|2022年3月底前|核对表|已完成|见核对表",
        "2||预算编制有差错|10|没有核对。|办一次培训。|办公室|2022年5月底前|||",
        "3|首|档案室偏小|0|||||||",
    ]
    assert (found.name, found.problems, found.measures, found.points) == ("2021年度绩效评价问题整改台账", 3, 4, 30)


def test_without_problems_there_is_nothing_to_follow_up():
    assert listed(Desk(), ok(0)).rows == ()


def last_year(outsiders: int, slips: int, text: str = ""):
    return evaluate(Desk(text).inputs(given(outsiders, slips, year=2020)))[0]


def test_a_problem_that_last_year_had_too_says_so_and_one_that_is_new_does_not():
    found = listed(Desk(), given(8, 1), last_year(8, 2))
    assert {row.problem: row.remark for row in found.rows} == {
        "编外人员偏高（上年问题仍未解决）": "上年扣20分，仍未解决，持平",
        "预算编制有差错（上年问题仍未解决）": "上年扣20分，仍未解决，好转",
    }
    assert {row.remark for row in listed(Desk(), given(8, 0), last_year(2, 1)).rows} == {None}


def test_a_merged_problem_names_the_indicator_that_recurs():
    merged = "问题:\n  - 编号: [A1, A2]\n    标题: 管理不严\n"
    found = listed(Desk(merged), given(8, 1), last_year(2, 2))
    assert {row.remark for row in found.rows} == {"“预算编制”上年扣20分，仍未解决，好转"}


MEASURE = st.fixed_dictionaries({"措施": st.just("核对。"), "状态": st.sampled_from([None, *Status])})
FINDING = st.fixed_dictionaries(
    {
        "编号": st.just(()),
        "指标": st.just(()),
        "标题": st.sampled_from(["甲", "乙"]),
        "描述": st.just(""),
        "扣分": st.decimals(0, 20, places=2),
        "整改措施": st.lists(MEASURE, max_size=4),
    }
)


@random(st.lists(FINDING, max_size=6))
def test_points_are_counted_once_for_each_problem_and_no_measure_is_left_out(given_findings):
    findings = [Finding.from_data(one) for one in given_findings]
    found = ledger(2021, findings, None)
    first = [row for row in found.rows if row.first]
    assert [row.number for row in first] == list(range(1, len(findings) + 1))
    assert sum((row.points for row in first), Decimal(0)) == found.points == sum(f.points for f in findings)
    assert [row.state for row in found.rows if row.measure] == [m.state for f in findings for m in f.measures]
    assert [row.number for row in found.rows] == sorted(row.number for row in found.rows)
