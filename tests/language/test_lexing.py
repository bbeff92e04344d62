"""The tokens of plain templates are those that Jinja's own lexer makes, of shipped ones and of anything at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from sample import shipped, shipped_press

from reportgen.editor.sentences import sentences
from reportgen.language import lexing

# pieces of which templates, right and wrong, are made
PIECES = r"""{{ }} {% %} {%- -%} {{- -}} {%+ +%} {# #} { } ( ) [ ] % - + * ** / // ~ == = != < <= > >= . : | , ; \ ' "
if endif for in not raw endraw x 预算.合计 · ① ² a٣ 0 1 12 007 0x1f 1_0 1.5 .5 1. 1..2 1.5.2 a.1.2 1e5 2021年
'甲' "乙}}" 'it\'s' "\u201c" '\x' '{{' “字” <w:t> 文字"""
SPACES = (" ", "", "\n", "\r\n", "\u3000", "\t")


def tokens(source: str, *, keep: bool) -> list[tuple[int, str, object]]:
    """What Jinja makes of it."""
    lexer = Environment(keep_trailing_newline=keep).lexer
    return [(t.lineno, t.type, t.value) for t in lexer.wrap(lexer.tokeniter(source, None))]


def same(source: str, *, keep: bool) -> bool:
    """Whether it is read here, and then as Jinja reads it."""
    made = lexing.plain(source, keep_trailing_newline=keep)
    if made is not None:
        assert [(t.lineno, t.type, t.value) for t in made] == tokens(source, keep=keep), source
    return made is not None


@pytest.mark.parametrize(
    "source",
    [
        "甲{{ 预算.合计 | 万元 }}乙\n{% if a == '“' and b[0] >= 1.5 %}\n丙{% endif %}丁\n",
        "{{\n预算.合计\n|\n万元\n}}\n\n{{ {'a': {'b': 1} }['a'] }}",
        "{{ \"\\u201c甲\\u201d\" ~ '}}' }}{%set x=(1,-2)%}",
    ],
)
def test_plain_templates_are_read_here(source):
    assert same(source, keep=False) and same(source, keep=True)


def test_what_is_shipped_is_plain():
    press = shipped_press("futian")
    assert all(same(source.text, keep=True) for source in press.template._sources.values())
    assert all(same(sentence.text, keep=False) for sentence in sentences(shipped("futian").wording))


@given(st.lists(st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(SPACES)), max_size=14), st.booleans())
def test_whatever_is_read_here_is_read_as_jinja_reads_it(pieces, keep):
    made = "".join(piece + space for piece, space in pieces)
    same(made, keep=keep)
    same(f"甲{{{{ {made} }}}}", keep=keep)
    same(f"{{% if {made} %}}\n乙{{% endif %}}", keep=keep)
