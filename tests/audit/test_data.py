"""audit --data: what was broken in a finished report after the build, and data of another year or department."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sample import COMPACT

from reportgen.audit.auditing import audit
from reportgen.cache.store import users

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = COMPACT / "dapeng-zhengshu-2021" / "dept.yaml"


@cache
def golden():
    return (ROOT / "tests" / "golden" / "dapeng-zhengshu-2021.txt").read_text("utf-8")


def told(tmp_path, text, dept=SAMPLE):
    path = tmp_path / "报告.txt"
    path.write_text(text, "utf-8")
    return audit(path, dept=dept, cache=users())


@cache
def as_built():
    with TemporaryDirectory() as folder:
        return {(r.code, r.quote) for r in told(Path(folder), golden()).remarks}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("调整后年度预算总指标7621.05万元", "调整后年度预算总指标7612.05万元"),
        ("评价4万余次", "评价5万余次"),
        ("办件档案不少于300份", "办件档案不少于200份"),
        ("| 绩效指标明确性 | 7 |", "| 绩效指标明确性 | 8 |"),
    ],
)
def test_a_figure_broken_after_the_build_is_found(tmp_path, right, wrong):
    assert right in golden()
    before = as_built()
    after = {(r.code, r.quote) for r in told(tmp_path, golden().replace(right, wrong, 1)).remarks}
    assert {code for code, _ in after - before} & {"K321", "K323"}


@pytest.mark.slow
def test_data_of_another_year_or_department_are_told_and_not_used(tmp_path):
    other = told(tmp_path, golden(), COMPACT / "futian-kechuang-2021" / "dept.yaml")
    assert [d.code for d in other.noted] == ["other-office"]
    last = told(tmp_path, golden().replace("2021年度", "2019年度"))
    assert "other-year" in [d.code for d in last.noted]
