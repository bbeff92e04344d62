"""Trials that leave a fact out: what is made anew from what changed equals what is made from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import slowly
from planted import ONLY_WHEN_MADE, TEMPLATES, Planted, body, inside, pack

from reportgen.cache.store import users
from reportgen.editor import check
from reportgen.editor.pack_files import Reading, read
from reportgen.editor.trial.lacking import Whole, each
from reportgen.report import TEMPLATE_FILTERS
from reportgen.values import replace
from reportgen.word import Template
from reportgen.word.engine.watched import changes

NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))

UNGUARDED = Planted(
    (
        "{{ 采购.口径 }}{{ 资产.总额 | 万元 }}{{ 人员.离退休 | 数 }}",
        "{%p for 行 in 收支表 %}",
        "{{ 行.名称 }}{{ 行.执行率 | 百分比 }}",
        "{%p endfor %}",
        "{%p for 行 in 项目 %}",
        "{{ 行.名称 }}{{ 行.支出 / 行.调整后 }}",
        "{%p endfor %}",
        "{%p set 合计 = 预算.合计 %}",
        "{{ 合计.年初 - 合计.支出 }}{{ 计算.预算执行率 | 百分比 }}",
        "{%p if 三公 %}",
        "{{ 三公.合计.决算 | 万元 }}{{ 三公.公务接待.预算 + 三公.公务用车.预算 }}",
        "{%p endif %}",
        "{% for 名, 值 in 资产.固定资产.items() %}{{ 名 }}{{ 值 }}{% endfor %}",
        "{{ 季度.累计支出.values() | sum }}{{ 附件 | 顿号 }}{{ 封面.填报日期 | 日期 }}",
        "{% if 满意度.值 > 0.9 %}高{% endif %}{{ 楼堂馆所 | length }}{{ 部门.简称 }}",
    ),
    "",
    (),
)


def template(reading: Reading) -> Template:
    path = next(f / "report.docx" for f in reading.folders if (f / "report.docx").is_file())
    return Template(path, search=reading.folders, filters=TEMPLATE_FILTERS, cache=users())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_trial_is_a_report_made_from_nothing_and_a_shipped_pack_is_clean_by_it(name: str) -> None:
    reading = read(name, [TEMPLATES])
    whole = Whole(reading.voice, reading.formulas)
    every = [one for one in each(whole) if "补充" not in one.said]  # what a pack declares there: test_declared
    assert [one.said for one in every] == [said for said in slowly.names() if "补充" not in said]
    made = every[NAMES.index(name) % 5 :: 5]  # each is compared in a pack or two, and all of them in the test below
    wanted = list(slowly.each(reading.voice, reading.formulas, {one.said for one in made}))
    for one, (said, context) in zip(made, wanted, strict=True):
        assert not list(changes(context, one.context)), said
        beyond = set(changes(whole.context, one.context)) - set(one.changed)
        assert not beyond, f"{said}: a difference is not told"
    assert slowly.found(template(reading), wanted) == []


@pytest.mark.slow
def test_what_trials_find_is_what_whole_renderings_find(tmp_path: Path) -> None:
    inside(pack(tmp_path) / "report.docx", body([*ONLY_WHEN_MADE.values(), UNGUARDED]))
    reading = read("shidian", [tmp_path, TEMPLATES])
    anew = list(slowly.each(reading.voice, reading.formulas, slowly.names()))
    wanted = [
        (d.code, d.position, f"部门{said}时，{d.message}", d.hint) for said, d in slowly.found(template(reading), anew)
    ]
    assert not template(reading).trials(Whole(reading.voice, reading.formulas).context).all_anew
    found = check._without_one(template(reading), reading.voice, reading.formulas)
    assert [(d.code, d.position, d.message, d.hint) for d in found] == wanted
    told = "".join(message for _, _, message, _ in wanted)
    assert all(name in told for name in ("“采购.口径”", "“采购.实际”", "“人员.离退休”"))


def test_a_schedule_that_a_rule_takes_from_a_fact_goes_with_the_fact(tmp_path: Path) -> None:
    rule = "指标:\n  C21:\n    规则: {序时: [满意度.值, 50%, 75%, 100%]}\n"
    (pack(tmp_path) / "framework.yaml").write_text(rule, "utf-8")
    reading = read("shidian", [tmp_path, TEMPLATES])
    whole = Whole(reading.voice, reading.formulas)
    without = whole.without("", replace(whole.given, satisfaction=None))
    schedules = [made["季度表"][0]["序时进度"] for made in (whole.context, without.context)]
    assert schedules == [whole.facts["满意度"]["值"], None]
    assert ("季度表",) in without.changed
