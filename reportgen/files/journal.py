"""What was changed in text files, step by step, so that each can be taken back and done again: JSON lines beside them.

A step holds only what differs, in one file or in several. It is written, or noted as done again, just before the files
that it changes, and noted as undone just after; of several its own is the last to change. A program killed in between
leaves a step whose own file still stands, or stands again, as it did before it; it counts as undone. Lines that cannot
be read are passed over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from reportgen.files.locks import alone
from reportgen.files.writing import homes, put
from reportgen.values import Frozen, replace

FILE = ".历史.jsonl"
_LINE = "line:"  # begins the place of a step that is about no field
_KEPT = 300  # steps


class FileChange(Frozen, forbid_unknown_fields=True):
    """One change of the text of `file` (below the folder of the history): what stood at `start` before, and stands now.

    `before` and `after` are the digests of the whole file as it was found and left (None: written by a program that did
    not note it); "" where there was none.
    """

    file: str
    start: int
    removed: str
    inserted: str
    after: str
    before: str | None = None


class Step(FileChange, kw_only=True):
    """One change, and those that go with it (`also`, of other files): when it was made, and what a person did.

    `undone` tells whether it was taken back, `passed` whether something else was saved after that. `place` is what it
    is about: the name of a field or a list, or line:N of the text; "" in a history of before.
    """

    at: str
    what: str
    undone: bool = False
    place: str = ""
    passed: bool = False
    also: tuple[FileChange, ...] = ()

    @property
    def line(self) -> str | None:
        """The line of the text that it is about, "" where that is not known; None for a step of a field."""
        return None if self.place and not self.place.startswith(_LINE) else self.place.removeprefix(_LINE)

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """The changes of all files, its own last."""
        return (*self.also, self)


def digest(data: bytes | None) -> str:
    """What tells one version of a file from another; "" where there is none."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


class Deed(Frozen):
    """What a person does in a step, in words, and the name of the field or the list that it is about, if any."""

    what: str
    place: str = ""


def file_change(file: str, texts: tuple[str, str], data: tuple[bytes | None, bytes]) -> FileChange:
    """The change from the first of `texts` to the second; the file holds the first of `data`, and then the second."""
    before, after = texts
    room = min(len(before), len(after))
    head = next((n for n in range(room) if before[n] != after[n]), room)
    tail = next((n for n in range(room - head) if before[-1 - n] != after[-1 - n]), room - head)
    removed, inserted = before[head : len(before) - tail], after[head : len(after) - tail]
    was, is_now = (digest(one) for one in data)
    return FileChange(file, head, removed, inserted, is_now, was)


def step(own: FileChange, before: str, deed: Deed, now: dt.datetime, also: Sequence[FileChange] = ()) -> Step:
    """The step of `own`, whose file said `before`, and of `also`, in other files."""
    place = deed.place or f"{_LINE}{before.count(chr(10), 0, own.start) + 1}"
    return Step(
        own.file,
        own.start,
        own.removed,
        own.inserted,
        own.after,
        own.before,
        at=f"{now:%Y-%m-%d %H:%M:%S}",
        what=deed.what,
        place=place,
        also=tuple(also),
    )


def read(folder: Path) -> list[Step]:
    """The steps of the files in `folder`, the oldest first; a last one that was not carried out counts as undone."""
    found = _lines_of(folder)
    while (number := last(found)) is not None and _stands_before(folder, found[number]):
        found[number] = replace(found[number], undone=True)
    return found


def _stands_before(folder: Path, one: Step) -> bool:
    path = place(folder, one)
    try:
        return digest(path.read_bytes() if path.exists() else None) == one.before
    except OSError:
        return False


def place(folder: Path, one: FileChange) -> Path:
    """Where the file of a change lies: in `folder` or below it, whatever a line of the history says."""
    named = folder / one.file
    return named if named.resolve().is_relative_to(folder.resolve()) else folder / named.name


def _lines_of(folder: Path) -> list[Step]:
    found: list[Step] = []
    try:
        lines = (folder / FILE).read_text("utf-8").split("\n")  # not splitlines: a text may hold other line ends
    except (OSError, UnicodeDecodeError):
        return found
    for line in lines:
        with suppress(msgspec.MsgspecError):
            found.append(msgspec.json.decode(line, type=Step))
    return found


def write(folder: Path, data: Mapping[Path, bytes], new: Step) -> None:
    """`data` in the files of `new`, a step of `folder`, its own last.

    Raises Refused, nothing written, where one cannot be staged. What was taken back before stays in the history, and
    can no longer be done again.
    """
    history = folder / FILE
    with alone(homes([history, *data])):
        put({history: _lines([*(replace(one, passed=one.undone) for one in read(folder)), new]), **data})


def take_back(folder: Path, data: Mapping[Path, bytes | None], steps: Sequence[Step], number: int) -> None:
    """`data` in the files of step `number` of `steps`, which is noted as undone; None where there was no file."""
    history = folder / FILE
    with alone(homes([history, *data])):
        put({**data, history: _lines(_noted(steps, number, undone=True))})


def do_again(folder: Path, data: Mapping[Path, bytes | None], steps: Sequence[Step], number: int) -> None:
    """`data` in the files of step `number` of `steps`, which is no longer undone."""
    history = folder / FILE
    with alone(homes([history, *data])):
        put({history: _lines(_noted(steps, number, undone=False)), **data})


def _noted(steps: Sequence[Step], number: int, *, undone: bool) -> list[Step]:
    return [replace(one, undone=undone) if n == number else one for n, one in enumerate(steps)]


def last(steps: Sequence[Step]) -> int | None:
    """The number of the step that is taken back next."""
    return next((n for n in reversed(range(len(steps))) if not steps[n].undone), None)


def following(steps: Sequence[Step]) -> int | None:
    """The number of the step that is done again next: the first of those taken back since something was saved."""
    at = last(steps)
    begin = 0 if at is None else at + 1
    return next((n for n in range(begin, len(steps)) if not steps[n].passed), None)


def reversed_in(text: str, one: FileChange) -> str:
    """`text`, as the change `one` left it, without that change."""
    return text[: one.start] + one.removed + text[one.start + len(one.inserted) :]


def repeated_in(text: str, one: FileChange) -> str:
    """`text`, as the change `one` found it, with that change."""
    return text[: one.start] + one.inserted + text[one.start + len(one.removed) :]


def _lines(steps: Sequence[Step]) -> bytes:
    return b"".join(msgspec.json.encode(one) + b"\n" for one in steps[-_KEPT:])
