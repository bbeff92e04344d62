"""Everything wrong with a template and the files it inherits from, told in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from reportgen.diagnostics import Diagnostic, Position, error, warning
from reportgen.values import Frozen
from reportgen.word import loader
from reportgen.word.loader import Loaded, Piece
from reportgen.word.numbering import Numbering, lists
from reportgen.word.ooxml.wordml import w
from reportgen.word.tags import blocks, braces, list_numbering, merged_cells, pairs, tag_syntax
from reportgen.word.tags.scan import TaggedParagraph

_MOST_TAGS = 10_000  # in a template and those it inherits from: ours have some 1,200; these take about 4 s to compile


class Examined(Frozen):
    """A template as it was loaded, and everything wrong with it."""

    path: Path
    loaded: Loaded
    diagnostics: tuple[Diagnostic, ...]


def examined(path: Path, search: Sequence[Path], environment: Environment) -> Examined:
    """The template at `path`; raises Refused where a file cannot be opened."""
    loaded = loader.load(path, search)
    return Examined(path, loaded, tuple(examine(loaded, environment)))


def examine(loaded: Loaded, environment: Environment) -> list[Diagnostic]:
    """The faults of all files, one file after the other, each from top to bottom."""
    found = list(loaded.diagnostics)
    tags = sum(len(paragraph.tags) for piece in loaded.pieces.values() for paragraph in piece.paragraphs)
    if tags > _MOST_TAGS:
        at = Position(str(next(iter(loaded.pieces))))
        message = f"模板里有 {tags} 个标签，最多 {_MOST_TAGS} 个"
        return [*found, error("too-many-tags", message, "重复的段落和行，请用 for 循环代替", at)]
    numbering = _numbering(loaded)
    for name, piece in loaded.pieces.items():
        order = {paragraph.spot.place: n for n, paragraph in enumerate(piece.paragraphs)}
        own = [d for paragraph in piece.paragraphs for d in _paragraph(paragraph, environment)]
        own += _revised(piece)
        own += pairs.look(piece.paragraphs)
        own += list_numbering.look(piece.paragraphs, numbering.listed)
        own += blocks.look(piece.paragraphs, _inherited(loaded, name))
        found += sorted(own, key=lambda d: order.get(d.position.place, -1) if d.position else -1)
    return found


def _numbering(loaded: Loaded) -> Numbering:
    """The lists of the report, which are those of the shell."""
    parts = (loaded.shell.linked(kind) for kind in ("styles", "numbering"))
    return Numbering(lists(*(loaded.shell.tree(part) if part else None for part in parts)))


def _paragraph(paragraph: TaggedParagraph, environment: Environment) -> Iterator[Diagnostic]:
    yield from braces.look(paragraph)
    for tag in paragraph.tags:
        yield from tag_syntax.look(tag, environment)
        if tag.word in merged_cells.WORDS and next(paragraph.element.iterancestors(w("tc")), None) is None:
            yield error("no-cell", f"“{tag.source}”不在单元格里", f"{tag.word} 只能写在表格的单元格里", tag.position)


def _revised(piece: Piece) -> Iterator[Diagnostic]:
    """Tracked changes: the report is made as if all of them were accepted, so their editor should have decided."""
    if piece.revised:
        hint = "报告按接受全部修订生成；请在 Word 的“审阅”里接受或拒绝全部修订后再保存"
        yield warning("tracked-changes", "模板里有没有接受的修订", hint, piece.revised)


def _inherited(loaded: Loaded, name: str) -> set[str] | None:
    """The names of all blocks above a file, None where it extends none."""
    if name not in loaded.parents:
        return None
    names: set[str] = set()
    while name in loaded.parents:
        name = loaded.parents[name]
        names |= {block.name for block in blocks.blocks(loaded.pieces[name].paragraphs)}
    return names
