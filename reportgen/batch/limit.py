"""A limit of time for one piece of work, kept by the worker itself, so that it ends tidily."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimedOut(BaseException):
    """Raised in the midst of work that took too long; not an Exception, lest somebody on the way takes it for his."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimedOut inside the block after `seconds` (0: never).

    By the alarm of the system where there is one, which also ends a search by pattern; else from another thread.
    """
    if not seconds:
        yield
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        yield from _by_alarm(seconds)
    else:
        yield from _by_thread(seconds)


def _by_alarm(seconds: float) -> Iterator[None]:
    def ring(_: int, frame: FrameType | None) -> None:
        raise TimedOut

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _by_thread(seconds: float) -> Iterator[None]:
    """Never with None for the exception: Python 3.11 then goes on looking for one, and for ever where it is traced."""
    own, ended = ctypes.c_ulong(threading.get_ident()), threading.Event()
    one_at_a_time = threading.Lock()

    def ring() -> None:
        with one_at_a_time:
            if not ended.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(own, ctypes.py_object(TimedOut))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with one_at_a_time:
            ended.set()
        timer.cancel()
