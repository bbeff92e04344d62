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
