"""Failures are told by type and slips by our own look at the tag: which words a person reads."""

from __future__ import annotations

import decimal

import pytest
from test_bounds import LATIN, sentence

from reportgen.language import failures
from reportgen.language.failures import reason
from reportgen.language.tag import TAG


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% if  %}甲{% endif %}", "“{% if  %}”的写法不对 后面缺名称"),
        ("{% if a = 1 %}甲{% endif %}", "“{% if a = 1 %}”的写法不对 判断相等要写两个等号：=="),
        ("{{ a }}{{ a | }}", "“{{ a | }}”的写法不对 “|”后面缺过滤器的名称"),
        ("{{ (a }}", "圆括号没有成对"),
        ("{{ a 'b }}", "引号没有成对"),
        ("{{ a ) }}", "圆括号没有成对"),
        ("{{ a a }}", "名称中间不能有空格"),
        ("{{ a $ 1 }}", "“{{ a $ 1 }}”的写法不对"),
        ("{{ a ==  }}", "“{{ a ==  }}”的写法不对 没有写完"),
        ("{{ a.b(1 2) }}", "“2”不能写在这里"),
        ("{{ '}}' ~ a | 百分 }}", "没有“百分”这个过滤器 是否应为“百分比”"),
        ("{% if 0 %}{{ a | 百分 }}{% endif %}", "没有“百分”这个过滤器"),
        ("{% if a is 数字 %}{% endif %}", "没有“数字”这个判断词"),
        ("{% macro f() %}{% endmacro %}", "没有“macro”这个语句"),
        ("{% include 'x' %}", "没有“include”这个语句"),
        ("{% fi a %}", "没有“fi”这个语句 是否应为“if”"),
        ("{% if a %}甲", "“{% if %}”没有配上“{% endif %}”"),
        ("{{ a ，1 }}", "里有全角符号“，” 请改成半角的“,”"),
        ("{{ a 。b }}", "请改成半角的“.”"),
        ("{{ }}", "“{{ }}”里没有内容"),
        ("{{ 'x' < 1 }}", "值的类型不对"),
        ("{{ 5 | dictsort }}", "值的类型不对，没有这里要用的内容"),
        ("{{ [1] | 合计('年初') }}", "值的类型不对"),
        ("{{ [{'b': 1}] | 合计('年初') }}", "没有这一项（“年初”）"),
    ],
)
def test_what_is_told(text: str, told: str) -> None:
    assert told in sentence(text)


def test_no_exception_is_listed_twice_or_behind_its_parent() -> None:
    kinds = [kind for kind, _ in failures._REASONS]
    assert len(set(kinds)) == len(kinds)
    hidden = [one for i, one in enumerate(kinds) if any(issubclass(one, before) for before in kinds[:i])]
    assert hidden == []


def _all(kind: type[BaseException]) -> list[type[BaseException]]:
    return [kind, *(inner for one in kind.__subclasses__() for inner in _all(one))]


@pytest.mark.parametrize("kind", [kind for kind in _all(Exception) if kind.__module__ in ("builtins", "decimal")])
def test_every_exception_has_its_reason_in_chinese(kind: type[Exception]) -> None:
    told = reason(kind("", [ValueError()]) if issubclass(kind, ExceptionGroup) else kind.__new__(kind))
    assert told.why and told.hint
    assert not LATIN.search(told.why)


def test_zero_by_zero_is_a_division_by_zero() -> None:
    with pytest.raises(decimal.InvalidOperation) as caught:
        decimal.Decimal(0) / 0
    assert reason(caught.value) == failures.ZERO
    assert reason(ZeroDivisionError()) == failures.ZERO


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("甲{{ '}}' }}乙", ["{{ '}}' }}"]),
        ("{% if a == '%}' %}x{% endif %}", ["{% if a == '%}' %}", "{% endif %}"]),
        ('{{ "a\\"}}" }}', ['{{ "a\\"}}" }}']),
        ("{{ 'a }}{{ b' }}", ["{{ 'a }}", "{{ b' }}"]),
        ("{# }} %} #}{{a}}", ["{# }} %} #}", "{{a}}"]),
    ],
)
def test_a_tag_knows_its_strings(text: str, tags: list[str]) -> None:
    assert TAG.findall(text) == tags
