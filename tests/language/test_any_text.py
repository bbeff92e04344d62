"""Any text as a sentence or as a tag: made, or refused in Chinese, in a moment."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_bounds import SECONDS, sentence, tag

_PIECES = """{{ }} {% %} {%- -%} {{- -}} {# #} if elif else endif for endfor in range(99999) range set endset = == !=
    <= not and or is defined none macro endmacro f(9) block endblock raw endraw with endwith filter upper call endcall
    include extends import from super() self loop loop.index namespace(s=1) n.s a a.b a[0] [ ] ( ) { } , : . | ~ + - * /
    // % ** 'x' "y" ' " “ ” ， （ ） ｛ ｝ ％ 0 1 9 1e999 99999999999999999999 0.1 1_000 0x1F True lipsum center(99999)
    join replace('x','yy') batch(9) list map('upper') sort sum first format(1) 数 万元 百分比 合计('a') 占(0) 甲 年度 \\
    \\n \\x \\ud800 ; $ @ ! ? & <"""
PIECES = re.split(r"\s+", _PIECES)
BROKEN = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map(" ".join)
INSIDE = st.lists(st.sampled_from(PIECES[20:]), max_size=9).map(" ".join)
WHOLE = INSIDE.map("{{{{ {} }}}}".format) | INSIDE.map("{{% if {} %}}甲{{% endif %}}".format)
ANY = WHOLE | BROKEN | st.text(max_size=40).map("{{{{ {} }}}}".format)
# what XML can hold
SOUND = ANY.map(lambda text: re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", text))


@given(ANY)
@example("{{ 5 | map('x') }}")
@example("{% set a = 1 %}{% set a.b = 2 %}")
@example("{% for a, b in [1] %}{% endfor %}")
def test_any_text_is_a_sentence_or_refused(text: str) -> None:
    began = time.process_time()
    sentence(text)
    assert time.process_time() - began < SECONDS


@pytest.mark.slow
@given(SOUND)
@example("{{ {'a': 1}.a.b.c }}")
@example("{{ self }}")
def test_any_text_is_a_tag_or_refused(text: str) -> None:
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        tag(text, Path(folder))
    assert time.process_time() - began < SECONDS
