"""Whose report a .docx is: by its hidden properties, and by its first words where they are gone."""

from __future__ import annotations

import zipfile

from lxml import etree

from reportgen.diagnostics import Position, Refused
from reportgen.word.anchors import identity
from reportgen.word.anchors.identity import Identity
from reportgen.word.ooxml.diagnosis import diagnosis
from reportgen.word.ooxml.package import Finished
from reportgen.word.outline import outline

_HEAD = 20  # lines of a cover and a title


def told(docx: bytes, file: str) -> tuple[Identity | None, str]:
    """What the properties tell, or the first lines of the text; raises Refused for what is no sound .docx."""
    try:
        finished = Finished(docx)
        known = identity.read(finished)
        if not finished.main:
            raise KeyError(file)
        head = "" if known else "\n".join(outline(finished).splitlines()[:_HEAD])
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as failure:
        raise Refused([diagnosis(docx, Position(file), failure, "报告")]) from failure
    return known, head
