"""What is entered in a page, into dept.yaml or a project's form in place; each time one step that can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.blanks.questions import Form
from reportgen.files import journal
from reportgen.files.journal import Deed
from reportgen.forms.entered import Drop, FormEntry, entered
from reportgen.forms.merging import CellState, Change
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Manuscript, Rewritten
from reportgen.values import Frozen

_WRITTEN = (CellState.NEW, CellState.CHANGED)
_LONG = 40


class Entered(Frozen):
    """What became of each entry, and whether the file had been changed elsewhere since the writer saw it."""

    changes: tuple[Change, ...]
    elsewhere: bool

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Those not written, as the file says by now what the writer did not know of."""
        return tuple(one for one in self.changes if one.state is CellState.CONFLICT)


def enter(  # noqa: PLR0913, PLR0917 - what, where, when
    path: Path, form: Form, entries: Sequence[FormEntry], seen: str, now: dt.datetime, home: Path | None = None
) -> Entered:
    """`entries` into the file at `path`, a step of the folder `home`; raises Refused, having written nothing.

    `seen` tells the version that the writer saw. Of a file changed meanwhile only what is as it was is written.
    """
    with files.locked(path):
        manuscript = manuscripts.read(path.parent, path.name)
        text, changes = entered(manuscript.text, str(path), form, entries)
        written = [change for change in changes if change.state in _WRITTEN]
        if written:
            what = "；".join(map(_said, written[:3])) + ("……" if len(written) > 3 else "")
            save(manuscript, text, Deed(what, _place(entries[0])), now, home)
    return Entered(tuple(changes), journal.digest(manuscript.content) != seen)


def rewrite(path: Path, text: str, seen: str, now: dt.datetime, home: Path | None = None) -> None:
    """The whole `text` of a file as somebody typed it, right or wrong.

    Raises Refused, nothing written, where the file is no longer the one that was `seen`.
    """
    with files.locked(path):
        manuscript = manuscripts.read(path.parent, path.name)
        if journal.digest(manuscript.content) != seen:
            message = f"“{path.name}”在您编辑的时候被别处改过，没有保存；您的文字还在框里"
            raise Refused([error("changed-meanwhile", message, "请对照下面文件现在的内容合并后再保存", _at(path))])
        text = text.replace("\r\n", "\n")
        if text != manuscript.text:
            save(manuscript, text, Deed("在原文里修改"), now, home)


def save(manuscript: Manuscript, text: str, deed: Deed, now: dt.datetime, home: Path | None = None) -> None:
    """`text` in the place of the file, as a step of the folder `home` (None: that of the file itself).

    Raises Refused where somebody saved it since it was read.
    """
    save_all([manuscript.rewritten(text)], deed, now, home or manuscript.path.parent)


def save_all(changes: Sequence[Rewritten], deed: Deed, now: dt.datetime, home: Path) -> None:
    """`changes` of files in `home`, one step of its history about the last of them.

    Raises Refused where somebody saved one since it was read.
    """
    manuscripts.unchanged(changes)
    *also, own = (journal.file_change(one.path.relative_to(home).as_posix(), one.texts, one.data) for one in changes)
    step = journal.step(own, changes[-1].texts[0], deed, now, also)
    journal.write(home, {one.path: one.data[1] for one in changes}, step)


def _at(path: Path) -> Position:
    return Position(str(path))


def _place(entry: FormEntry) -> str:
    """The field, the row or the list that an entry is about."""
    return f"{entry.name}/{entry.number}" if isinstance(entry, Drop) else entry.name


def _said(change: Change) -> str:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return f"{change.name}：填 {after}"
    return f"{change.name}：{before} → {after}" if after else f"{change.name}：清空（原为 {before}）"


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def as_text(path: Path) -> tuple[str, str]:
    """A file as text, and what tells this version of it; empty where there is none. Raises Refused for no text."""
    manuscript = manuscripts.read(path.parent, path.name)
    return manuscript.text, journal.digest(manuscript.content)
