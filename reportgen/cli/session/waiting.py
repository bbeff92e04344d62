"""What is being done, said on a terminal where it takes longer than a person waits without asking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from reportgen.diagnostics import width

P = ParamSpec("P")
R = TypeVar("R")
PATIENCE = 2.0  # seconds before the first word
_TICK = 0.5


class Waiting:
    """What is being done now, for the line that tells of it."""

    def __init__(self, doing: str) -> None:
        self.doing = doing

    def on(self, doing: str, work: Callable[P, R]) -> Callable[P, R]:
        """`work`, said to be `doing` from the moment it begins."""

        def told(*args: P.args, **kwargs: P.kwargs) -> R:
            self.doing = doing
            return work(*args, **kwargs)

        return told


@contextmanager
def waiting(doing: str) -> Iterator[Waiting]:
    """Work that may take long: from two seconds on a line of the terminal says what is being done, then goes away."""
    now = Waiting(doing)
    if not sys.stderr.isatty():
        yield now
        return
    from threading import Event, Thread  # noqa: PLC0415 - a terminal only

    done = Event()
    teller = Thread(target=_tell, args=(now, done.wait), daemon=True)
    teller.start()
    try:
        yield now
    finally:
        done.set()
        teller.join()


def _tell(now: Waiting, done: Callable[[float], bool]) -> None:
    """Write over one line again and again until the work is done."""
    begun, shown = time.monotonic(), 0
    if done(PATIENCE):
        return
    while True:
        line = f"正在{now.doing}……（{time.monotonic() - begun:.0f} 秒）"
        sys.stderr.write(f"\r{line}{' ' * (shown - width(line))}")
        sys.stderr.flush()
        shown = width(line)
        if done(_TICK):
            break
    sys.stderr.write(f"\r{' ' * shown}\r")
    sys.stderr.flush()
