"""变量清单: every name has its meaning, the file in docs is current, and what is listed can be printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from planted import TEMPLATES
from sample import FUTIAN, evaluated, inputs

from reportgen import report
from reportgen.editor import manual, shape, variables
from reportgen.editor.names import Voice
from reportgen.editor.shape import Group, Rows
from reportgen.packs import pack as packs

NAMES = sorted(p.parent.name for p in TEMPLATES.glob("*/pack.yaml"))
DOCS = TEMPLATES.parent / "docs" / "变量清单.md"


def voice(name: str) -> Voice:
    pack, _ = packs.load(name, [TEMPLATES])
    return Voice(name, pack.info, pack.framework, pack.formulas)


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


def known(group: Group, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, inner in group.fields.items():
        own = f"{prefix}{key}"
        if isinstance(inner, Rows) and isinstance(inner.item, Group):
            found |= known(inner.item, f"{own}{shape.ITEM}.")
        elif isinstance(inner, Group):
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


def test_made_up_evaluations_are_full_and_bare():
    own = voice("base")
    full, least = report.context(own.full), report.context(own.least)
    assert full["预算"]["合计"]["年初"] == Decimal("43189.21")
    assert full["问题"]
    assert full["评分表"]["总分"] == Decimal(50)
    assert least["预算"]["合计"]["年初"] is None
    assert not least["问题"]
    assert least["评分表"]["总分"] == Decimal(100)
