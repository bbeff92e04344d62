"""No template hangs, fills the memory or leaves the sandbox: each is refused, or made, in a moment, in Chinese."""

from __future__ import annotations

import re
import time
import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx_parts import docx, paragraph
from hostile import TAGS, WORD_ONLY

from reportgen.diagnostics import Refused
from reportgen.facts.source import parse
from reportgen.packs.wording import Sentence, Wording, WordingBook
from reportgen.word import Template

TYPED = re.compile(r"“.*?”|\{\{.*?\}\}|\{%.*?%\}|\S*\.docx", re.DOTALL)  # what users type, and our examples of it
LATIN = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
SECONDS, MEGABYTES = 5, 120  # a slow machine and tracing; a second and a tenth of that elsewhere
FILTERS = {"数": lambda value, places=2: f"{value:.{places}f}"}


def sentence(text: str) -> str:
    source, _ = parse("措辞: {A: {问题标题: 甲}}", "wording.yaml")
    try:
        return Wording(WordingBook(), source).render(Sentence(text, ("措辞", "A", "问题标题")), {"a": 1})
    except Refused as refused:
        return _told(refused, text)


def tag(text: str, folder: Path) -> str:
    path = folder / "report.docx"
    path.write_bytes(docx(paragraph("前") + paragraph(escape(text))))
    try:
        Template(path, filters=FILTERS).render({"a": 1})
    except Refused as refused:
        return _told(refused, text)
    return "made"


def _told(refused: Refused, text: str) -> str:
    """What is told; fails where a word of it is neither Chinese nor in the text."""
    said = [f"{d.message} {d.hint}" for d in refused.diagnostics]
    assert said
    typed = set(re.findall("[A-Za-z]+", text))
    for one in said:
        strange = [words for words in LATIN.findall(TYPED.sub("", one)) if not set(words.split()) <= typed]
        assert not strange, one
        assert not re.search(r"无法生成：出错|Error", one), one
    return "；".join(said)


@pytest.mark.parametrize("name", TAGS)
def test_a_sentence_is_made_or_refused_in_a_moment(name: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    try:
        assert len(sentence(TAGS[name])) < 300_000
        assert time.process_time() - began < SECONDS
        assert tracemalloc.get_traced_memory()[1] < MEGABYTES * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", [name for name in TAGS if "\ud800" not in TAGS[name]] + list(WORD_ONLY))
def test_a_tag_is_made_or_refused_in_a_moment(name: str, tmp_path: Path) -> None:
    began = time.process_time()
    assert tag((TAGS | WORD_ONLY)[name], tmp_path)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "text", ["{{ self }}", "{{ range }}", "{{ namespace(a=1) }}", "{{ cycler(1, 2) }}", "{{ 'a'.upper }}"]
)
def test_what_is_no_value_is_not_printed(text: str, tmp_path: Path) -> None:
    assert re.search("不是能写进报告的值|没有“self”", sentence(text))
    assert "不是能写进报告的值" in tag(text, tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 'ab'.upper() }}{{ ' a '.strip() }}", "ABa"),
        ("{{ 'a-b'.split('-') | join('、') }}", "a、b"),
        ("{{ {'a': 1}.get('a') }}{% for k, v in {'b': 2}.items() %}{{ k }}{{ v }}{% endfor %}", "1b2"),
        ("{% for a in range(3) %}{{ loop.index }}{% if not loop.last %}、{% endif %}{% endfor %}", "1、2、3"),
        ("{% set n = namespace(s=0) %}{% for a in [1, 2] %}{% set n.s = n.s + a %}{% endfor %}{{ n.s }}", "3"),
        ("{{ [3, 1, 2] | sort | map('string') | join }}{{ [1, 2, 3] | select('gt', 1) | list | length }}", "1232"),
        ("{{ [1, 2, 3] | batch(2) | map('length') | join(' ') }}{{ 'aXb' | replace('X', '、') }}", "2 1a、b"),
        ("{{ 10 ** 2 + 7 % 4 - 1.5 | round }}", "101.0"),
        ("{{ 'a' ~ 1 ~ 'b' + 'c' }}{{ [1] + [2] == [1, 2] }}{{ 2 in [1, 2] }}", "a1bc是是"),
        ("{% raw %}{{ a }}{% endraw %}{% with b = 1 %}{{ b }}{% endwith %}", "{{ a }}1"),
        ("一 {%- if a -%} 二 {%- endif -%} 三{%+ if a +%}四{% endif %}", "一二三四"),
    ],
)
def test_what_sentences_are_made_of_is_allowed(text: str, expected: str) -> None:
    assert sentence(text) == expected


@pytest.mark.parametrize("value", ["\\ud800", "<w:p>", "&x;", "\\x01"])
def test_values_with_a_form_of_their_own_are_told_when_they_break_it(value: str, tmp_path: Path) -> None:
    assert "不合 Word 的格式" in tag(f"{{{{ '{value}' | safe }}}}", tmp_path)
