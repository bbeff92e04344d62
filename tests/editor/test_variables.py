"""变量清单: every name has its meaning, the file in docs is current, and what is listed can be printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from planted import TEMPLATES, pack
from sample import FUTIAN, evaluated, inputs, shipped

from reportgen import chinese, report
from reportgen.cli import main
from reportgen.diagnostics import Severity
from reportgen.editor.catalogue import manual, variables
from reportgen.editor.templates import shape
from reportgen.editor.templates.shape import Names, Rows
from reportgen.editor.trial.offered_names import Voice
from reportgen.facts.department import differences
from reportgen.facts.source import Source

NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))
DOCS = TEMPLATES.parent / "docs" / "变量清单.md"


def voice(name: str) -> Voice:
    own = shipped(name)
    return Voice(name, own.info, own.framework, own.formulas)


def test_the_list_in_docs_is_current():
    text = manual.markdown(voice("base"))
    assert DOCS.read_text("utf-8") == text, "run: reportgen pack vars base --markdown > docs/变量清单.md"


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_and_filter_says_what_it_means(name):
    found = variables.variables(voice(name))
    assert [v.name for v in found if not v.meaning.strip()] == []
    assert len(found) == len({v.name for v in found})
    assert [f for f, text in variables.filters() if not text] == []
    assert {f for f, _ in variables.filters()} >= set(report.TEMPLATE_FILTERS)


def names(value: object, prefix: str = "") -> set[str]:
    """Every name in a real context; rows as []."""
    if isinstance(value, dict):
        return {n for key, inner in value.items() for n in names(inner, f"{prefix}.{key}".lstrip("."))}
    if isinstance(value, tuple | list) and value and isinstance(value[0], dict):
        return {n for row in value for n in names(row, prefix + shape.ITEM)}
    return {prefix}


def known(group: Names, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, inner in group.fields.items():
        own = f"{prefix}{key}"
        if isinstance(inner, Rows) and isinstance(inner.item, Names):
            found |= known(inner.item, f"{own}{shape.ITEM}.")
        elif isinstance(inner, Names):
            found |= known(inner, f"{own}.")
        else:
            found.add(own)
    return found


def test_a_real_report_names_nothing_that_the_made_up_one_lacks():
    context = report.context(evaluated(inputs(FUTIAN)))
    lists = {"自评", "补充"}
    real = {n for n in names(context) if n.split(".")[0] not in lists}
    made_up = known(voice("futian").context())
    assert {n for n in real - made_up if not any(m.startswith(f"{n}{shape.ITEM}") for m in made_up)} == set()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("预算.合计.年初", "万元"),
        ("预算.财政资金比例", "%"),
        ("计算.预算执行率", "%"),
        ("计算.预算净调整额", "万元"),
        ("收支表[].执行率", "%"),
        ("人员.在编", "人"),
        ("评分表.行[].得分", "分"),
        ("指标.B42.得分", "分"),
        ("没有的名称", ""),
    ],
)
def test_units_are_known_by_name(name, unit):
    assert voice("base").unit(name) == unit


def test_amounts_of_the_sample_differ_and_add_up():
    own = voice("base")
    amounts = [v.sample for v in variables.variables(own) if v.unit == "万元" and not v.name.startswith("计算.")]
    assert len(set(amounts)) > 70
    assert max(map(amounts.count, amounts)) <= 6, "one amount may stand in several tables"
    department = own.full.department
    told = [d for d in differences(department, Source("", {}, {})) if d.severity is not Severity.HINT]
    assert [str(d) for d in told if "“项目" not in str(d) and "“重点工作" not in str(d)] == [], (
        "lists show two rows each"
    )


def test_computed_figures_of_the_sample_follow_from_its_facts():
    by_name = {v.name: v.sample for v in variables.variables(voice("base"))}
    assert (by_name["预算.合计.调整后"], by_name["预算.合计.支出"]) == ("44796.66", "39389.70")
    assert by_name["计算.预算执行率"] == chinese.percent(Decimal("39389.70") / Decimal("44796.66"))
    assert by_name["计算.编外人数"] == "5"


def test_a_wrong_formula_hides_no_variable(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = pack(tmp_path / "templates", parent="base")
    (folder / "formulas.yaml").write_text("算式:\n  编外人员控制率: 编外人 ÷ 编内人数\n", "utf-8")
    assert main(["pack", "vars", "shidian"]) == 1
    told = capsys.readouterr()
    assert {"计算.编外人员控制率", "预算.合计.年初", "万元"} <= set(told.out.split())
    assert "templates/shidian/formulas.yaml:2:12: 错误：算式“编外人员控制率”用了没有的名称“编外人”" in told.err


def test_tables_into_a_pipe_are_not_folded(capsys):
    assert main(["pack", "vars", "base", "对个人和家庭的补助"]) == 0
    lines = capsys.readouterr().out.splitlines()
    name, *_, unit, sample = next(line for line in lines if "计算." in line).split()
    assert (name, unit, sample) == ("计算.对个人和家庭的补助执行率", "%", "91.94%")
    assert [line for line in lines if line != line.rstrip()] == []


def test_made_up_evaluations_are_full_and_bare():
    own = voice("base")
    full, least = report.context(own.full), report.context(own.least)
    assert full["预算"]["合计"]["年初"] == Decimal("43189.21")
    assert full["问题"]
    assert full["评分表"]["总分"] == Decimal(50)
    assert least["预算"]["合计"]["年初"] is None
    assert not least["问题"]
    assert least["评分表"]["总分"] == Decimal(100)
