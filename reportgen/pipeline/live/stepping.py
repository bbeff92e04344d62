"""The steps of a history taken back and done again, the last first; never over what was written since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.files import journal
from reportgen.files.journal import FileChange, Step
from reportgen.layout import manuscript as manuscripts
from reportgen.values import Frozen


class Turns(Frozen):
    """The step that `undo` takes back next, and the one that `redo` does again."""

    back: Step | None
    again: Step | None


def turns(folder: Path) -> Turns:
    """What can be taken back in `folder` and what done again."""
    found = journal.read(folder)
    back, again = journal.last(found), journal.following(found)
    return Turns(None if back is None else found[back], None if again is None else found[again])


def steps(folder: Path) -> list[Step]:
    """What was changed in the page, the oldest first."""
    return journal.read(folder)


def undo(folder: Path) -> Step:
    """The last step in `folder` taken back; raises Refused where there is none, or its file was changed since."""
    found = journal.read(folder)
    number = journal.last(found)
    if number is None:
        raise Refused([error("no-step", "没有可以撤销的修改", "", Position(str(folder)))])
    with _locked(folder, found[number]):
        data = [_without(journal.place(folder, one), one) for one in found[number].changes]
        journal.take_back(folder, dict(data), found, number)
    return found[number]


def redo(folder: Path) -> Step:
    """The step taken back last in `folder` done again.

    Raises Refused where there is none since something was saved, or where its file has been changed since.
    """
    found = journal.read(folder)
    number = journal.following(found)
    if number is None:
        advice = "撤销以后又存过别的，就不能再重做"
        raise Refused([error("no-step", "没有可以重做的修改", advice, Position(str(folder)))])
    with _locked(folder, found[number]):
        data = [_with(journal.place(folder, one), one) for one in found[number].changes]
        journal.do_again(folder, dict(data), found, number)
    return found[number]


@contextmanager
def _locked(folder: Path, step: Step) -> Iterator[None]:
    """While nobody else works on a file of `step`."""
    with ExitStack() as held:
        for one in step.changes:
            held.enter_context(files.locked(journal.place(folder, one)))
        yield


def _without(path: Path, one: FileChange) -> tuple[Path, bytes | None]:
    """The file at `path` as it was before `one`; raises Refused where it is neither as before that nor as after."""
    manuscript = manuscripts.read(path.parent, path.name)
    stands = journal.digest(manuscript.content)
    if stands == one.before:  # the program was killed when it had taken back a part of the step
        return path, manuscript.content
    if stands != one.after:
        raise _moved_on(path, "这一步以后", "撤销")
    before = journal.reversed_in(manuscript.text, one)
    return path, manuscript.encoded(before) if one.before != "" else None


def _with(path: Path, one: FileChange) -> tuple[Path, bytes | None]:
    """The file at `path` as it was after `one`; raises Refused where it is neither as before that nor as after."""
    manuscript = manuscripts.read(path.parent, path.name)
    if journal.digest(manuscript.content) == one.after:
        return path, manuscript.content
    data = manuscript.encoded(journal.repeated_in(manuscript.text, one))
    if journal.digest(data) != one.after:
        raise _moved_on(path, "撤销以后", "重做")
    return path, data


def _moved_on(path: Path, since: str, what: str) -> Refused:
    message = f"“{path.name}”在{since}又在页面之外改过，不能{what}"
    return Refused([error("changed-meanwhile", message, "请在“原文”页里改", Position(str(path)))])
