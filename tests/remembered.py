"""What every test would do anew with the same outcome: reading shipped packs, clean deep trials of templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reportgen import word
from reportgen.diagnostics import Diagnostic
from reportgen.editor import check
from reportgen.editor.trial.names import Voice
from reportgen.facts import source
from reportgen.facts.source import Source
from reportgen.scoring.formula import Formulas

SHIPPED = str(Path(__file__).resolve().parents[1] / "templates")
_without_one = check._without_one
_clean: set[tuple[str, ...]] = set()
_parse = source.parse
_parsed = cache(_parse)


def remember_packs(patch: pytest.MonkeyPatch) -> None:
    """Let a file of a shipped pack be parsed once for each content it has had."""

    def once(content: str | bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
        if not file.startswith(SHIPPED):
            return _parse(content, file)
        read, found = _parsed(content, file)
        return read, list(found)

    patch.setattr(source, "parse", once)


def remember_trials(patch: pytest.MonkeyPatch) -> None:
    """Let pack check try the hundreds of reports that lack one field only where that is not known to find nothing.

    What such a trial finds depends on the text of the template and of those it inherits from, and on the pack's
    words, framework and formulas; the pack's own name and folder do not matter.
    """

    def once(compiled: word.Template, voice: Voice, formulas: Formulas) -> Iterator[Diagnostic]:
        info = voice.info.model_copy(update={"name": "", "parent": None})
        texts = (f"{Path(own.name).name}\0{own.head}\0{own.text}\0{own.tail}" for own in compiled._sources.values())
        key = (repr(info), repr(voice.framework), repr(voice.formulas.specs), repr(formulas.specs), *texts)
        if key not in _clean:
            found = list(_without_one(compiled, voice, formulas))
            yield from found
            if not found:
                _clean.add(key)

    patch.setattr(check, "_without_one", once)
