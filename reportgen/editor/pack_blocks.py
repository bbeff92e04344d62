"""pack block: what a pack's parents print in a block, put into its own template to be changed there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import Position, Refused, error
from reportgen.packs import pack as packs
from reportgen.packs.pack import TEMPLATE
from reportgen.report import TEMPLATE_FILTERS
from reportgen.word.workshop import anatomy, copied


def with_block(name: str, block: str, roots: Sequence[Path]) -> bytes:
    """The report.docx of pack `name` with `block` as its parents have it; raises Refused where it cannot be had."""
    folders = packs.chain(name, roots)
    path = folders[0] / TEMPLATE
    if not path.is_file():
        hint = f'请先建一份：从别的套件复制一份 {TEMPLATE}，第一段写 {{%p extends "上级套件/{TEMPLATE}" %}}'
        raise Refused([error("pack-file", f"套件“{name}”没有自己的 {TEMPLATE}", hint, Position(str(path)))])
    taken = anatomy.anatomy(path, folders, TEMPLATE_FILTERS)
    return copied.with_block(taken, block)
