"""Content of one .docx made to stand in another: styles by name, lists, page sections, notes, relationships."""

from __future__ import annotations

from reportgen.word.adopt import footnotes, parts, sections
from reportgen.word.adopt.styles import Styles, style_ids
from reportgen.word.ooxml import remarks
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element

__all__ = ["adopt", "style_ids"]


def adopt(container: Element, origin: Package, shell: Package) -> None:
    """Rewrite `container`, read from `origin`, so that it can stand in `shell`; what it needs is added there."""
    remarks.take_out(container)
    styles = Styles(origin, shell)
    kept = sections.replace(container, shell)
    footnotes.bring(container, origin, shell, styles)
    parts.point(container, origin, shell, styles, except_in=kept)
    styles.point(container)
    styles.save()
