"""What a template asks for by name: what is printed, through loops, sets and filters, and only in blocks that stand."""

from __future__ import annotations

import pytest

from reportgen.language.asked import SourceNames, holds, of, together
from reportgen.language.guard import parsed

YES, NO = True, False


def names(text: str) -> SourceNames:
    tree = parsed(text)
    assert tree
    return of(tree)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("{{ 预算.合计.年初 | 万元 }}", "预算.合计.年初", YES),
        ("{{ 预算.合计.年初 | 万元 }}", "预算.合计.支出", NO),
        ("{% if 预算.合计.年初 | 已填 %}有{% endif %}", "预算.合计.年初", YES),
        ("{% if 信访 or 满意度 %}有{% endif %}", "信访.渠道", NO),
        ("{{ 信访 or 满意度 }}", "信访.渠道", YES),
        ("{% if not 信访 and 满意度 is defined %}有{% endif %}", "信访.渠道", NO),
        ("{{ 信访.渠道 if 信访 else '' }}", "信访.件次", NO),
        ("{{ 信访.渠道 if 信访 else '' }}", "信访.渠道", YES),
        ("{% for 行 in 项目 %}{{ 行.名称 }}{% endfor %}", "项目.名称", YES),
        ("{% for 行 in 项目 %}{{ 行.名称 }}{% endfor %}", "项目.科室", NO),
        ("{% for 行 in 项目 if 行.科室 %}{{ 行.名称 }}{% endfor %}", "项目.科室", YES),
        ("{% for 行 in 项目 | selectattr('性质') | list %}{{ 行.名称 }}{% endfor %}", "项目.性质", YES),
        ("{% for 行 in 项目 | selectattr('性质') | list %}{{ 行.名称 }}{% endfor %}", "项目.科室", NO),
        ("{{ 项目 | 合计('支出') | 万元 }}", "项目.支出", YES),
        ("{{ 项目 | map(attribute='名称') | join('、') }}", "项目.名称", YES),
        ("{% if 效果指标 | 已达目标 %}有{% endif %}", "效果指标.目标值", YES),
        ("{% for 行 in 项目 or [] %}{{ 行.名称 }}{% endfor %}", "项目.科室", YES),
        ("{% for 名, 数 in 预算.人员经费.items() %}{{ 数 }}{% endfor %}", "预算.人员经费.年初", YES),
        ("{{ 预算[类].年初 }}", "预算.人员经费.年初", YES),
        ("{{ 预算['人员经费'].年初 }}", "预算.人员经费.年初", YES),
        ("{{ 预算['人员经费'].年初 }}", "预算.人员经费.支出", NO),
        ("{{ 项目[0].名称 }}", "项目.名称", YES),
        ("{% set 款 = 预算.人员经费 %}{{ 款.年初 }}", "预算.人员经费.年初", YES),
        ("{% set 款 = 预算.人员经费 %}{{ 款.年初 }}", "预算.人员经费.支出", NO),
        ("{% with 款 = 预算.人员经费 %}{{ 款.年初 }}{% endwith %}", "预算.人员经费.年初", YES),
        ("{% macro 句(组) %}{{ 组.年初 }}{% endmacro %}{{ 句(预算.人员经费) }}", "预算.人员经费.支出", YES),
        ("{{ 叙述.前言 | 正文(3) }}", "叙述.前言", YES),
        ("{% block 甲 %}{% for 行 in 履职 %}{{ 行.领域 }}{% endfor %}{% endblock %}", "履职.领域", YES),
    ],
)
def test_a_template_asks(text: str, name: str, expected: bool) -> None:
    assert holds(together({"报告": names(text)}, ["报告"]), name) is expected


PARENT = "{{ 年度 }}{% block 甲 %}{{ 信访.渠道 }}{% block 内 %}{{ 信访.件次 }}{% endblock %}{% endblock %}"


@pytest.mark.parametrize(
    ("child", "asked"),
    [
        ("", {"年度", "信访.渠道", "信访.件次"}),
        ("{% block 甲 %}{{ 三公 }}{% endblock %}", {"年度", "三公"}),
        ("{% block 甲 %}{{ super() }}{{ 三公 }}{% endblock %}", {"年度", "三公", "信访.渠道", "信访.件次"}),
        ("{% block 甲 %}{{ super() | e }}{{ 三公 }}{% endblock %}", {"年度", "三公", "信访.渠道", "信访.件次"}),
        ("{% block 内 %}{{ 三公 }}{% endblock %}", {"年度", "三公", "信访.渠道"}),
        ("{% block 无 %}{{ 三公 }}{% endblock %}", {"年度", "信访.渠道", "信访.件次"}),
        ("{% block 甲 %}{% include '附页' %}{% endblock %}", {"年度", "封面.填报人"}),
    ],
)
def test_of_a_block_only_the_text_that_stands_at_last(child: str, asked: set[str]) -> None:
    sources = {
        "上级": names(PARENT),
        "区": names(f"{{% extends '上级' %}}{child}"),
        "附页": names("{{ 封面.填报人 }}"),
    }
    every = {"年度", "三公", "信访.渠道", "信访.件次", "封面.填报人"}
    found = together(sources, ["区"])
    assert {name for name in every if holds(found, name)} == asked
