"""reportgen check: what a build would say, nothing written."""

import json
import shutil

import pytest
from click.testing import CliRunner
from sample import COMPACT

from reportgen.cli.check import check

SAMPLE = COMPACT / "dapeng-zhengshu-2021"


def run(tmp_path, change=("", ""), *options):
    for name in ("dept.yaml", "整改.yaml"):
        shutil.copy(SAMPLE / name, tmp_path)
    path = tmp_path / "dept.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    done = CliRunner().invoke(check, [str(path), *options], standalone_mode=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dept.yaml", "整改.yaml"]
    return done


@pytest.mark.slow
def test_the_sample_has_its_silenced_total_and_no_error(tmp_path):
    done = run(tmp_path, ("", ""), "--format", "json")
    told = json.loads(done.output)["意见"]
    assert "silenced" in [row["代码"] for row in told]
    assert [row for row in told if row["级别"] == "错误"] == []
    assert done.return_value is None


@pytest.mark.slow
def test_a_year_that_has_not_come_is_told_with_and_without_a_date_on_the_cover(tmp_path):
    done = run(tmp_path, ("年度: 2021", "年度: 2098"), "--format", "json")
    assert any("还没有到" in row["说明"] for row in json.loads(done.output)["意见"])


@pytest.mark.slow
def test_a_wrong_rate_in_the_narrative_is_an_error_at_its_line(tmp_path):
    done = run(tmp_path, ("完成99.71%", "完成率97.91%"), "--format", "json")
    (row,) = [row for row in json.loads(done.output)["意见"] if row["级别"] == "错误"]
    assert (row["代码"], row["位置"], row["原文"]) == ("K101", "叙述.项目管理", "完成率97.91%")
    assert row["行"] is not None
    assert done.return_value == 1


@pytest.mark.slow
def test_an_entry_that_silences_nothing_any_more_is_told(tmp_path):
    done = run(tmp_path, ("原文: 9899.86少于9909.86", "原文: 9899.86少于9900.86"))
    assert "不再起作用" in done.output
