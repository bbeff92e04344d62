"""The covers of the shipped templates: with every line on, and the mark of a draft, they take one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.word.ooxml import package
from reportgen.word.ooxml.wordml import integer, text, value, w

TEMPLATES = Path(__file__).parents[2] / "templates"


def height(paragraph, styles) -> int:
    """The height of a one-line paragraph whose style states its lines exactly, in twentieths of a point."""
    style = styles.get(value(paragraph, "pPr", "pStyle"))
    spacing = None if style is None else style.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is None:
        return 0
    lines = 1 + sum(1 for _ in paragraph.iter(w("br")))
    return lines * integer(spacing.get(w("line"))) + sum(integer(spacing.get(w(side))) for side in ("before", "after"))


def rows(block, styles) -> int:
    """The height of what a block prints: of a table's rows their tallest cell, tags none."""
    if block.tag == w("p"):
        return 0 if "{%p" in text(block) else height(block, styles)
    own = [[height(p, styles) for p in row.iter(w("p")) if "{%" not in text(p)[:2]] for row in block.iter(w("tr"))]
    return sum(max(cells, default=0) for cells in own)


@pytest.mark.parametrize("pack", ["base", "dapeng", "futian", "pingshan"])
def test_the_cover_takes_one_page(pack: str) -> None:
    opened = package.load(TEMPLATES / pack / "report.docx")
    styles = {style.get(w("styleId")): style for style in opened.tree(opened.linked("styles")).iter(w("style"))}
    body = list(opened.tree(opened.main)[0])
    first = next(i for i, block in enumerate(body) if "block 封面 " in text(block))
    last = next(i for i, block in enumerate(body) if "草稿 and 待填" in text(block) or "endblock" in text(block))
    section = next(section for block in body[last:] for section in block.iter(w("sectPr")))
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    room = integer(size.get(w("h"))) - sum(integer(margins.get(w(side))) for side in ("top", "bottom"))
    taken = sum(rows(block, styles) for block in body[first:last])
    assert 5000 < taken < room, (taken, room)
