"""What stands alone between quotes has single quotes of its own; everything else is printed as it is."""

from __future__ import annotations

import pytest

from reportgen.language.guard import Guard

NAME = "“三公”经费变动率"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("“{{ 名 }}”扣1分", "“‘三公’经费变动率”扣1分"),
        ("{% if 名 %}“{{ 名 | trim }}”{% endif %}", "“‘三公’经费变动率”"),
        ("<t>“</t><t>{{ 名 }}</t><t>”</t>", "<t>“</t><t>‘三公’经费变动率</t><t>”</t>"),
        ("{{ 名 }}扣1分", "“三公”经费变动率扣1分"),
        ("“{{ 名 }}和”", "““三公”经费变动率和”"),
        ("“{{ 数 }}”", "“5”"),
    ],
)
def test_quotes_within_quotes(text: str, made: str) -> None:
    assert Guard({}).from_string(text).render(名=NAME, 数=5) == made
