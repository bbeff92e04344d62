"""The executor that does the work, and another one when it breaks: processes of this machine, or whatever is given."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
_MOST_ON_WINDOWS = 61  # processes that one pool may wait for there


class Crew:
    """An executor made by `make` when it is first needed, `width` tasks at work in it at a time."""

    def __init__(self, make: Callable[[], Executor], width: int) -> None:
        self._make, self.width = make, width
        self._executor: Executor | None = None

    def submit(self, work: Callable[..., T], *given: Any) -> Future[T]:
        """`work` handed in; raises BrokenExecutor where the executor has just died."""
        self._executor = self._executor or self._make()
        return self._executor.submit(work, *given)

    def map(self, work: Callable[[S], T], given: Iterable[S]) -> list[T]:
        """`work` on each of `given`; raises BrokenExecutor where a worker died of it."""
        self._executor = self._executor or self._make()
        return list(self._executor.map(work, given))

    def each(self, work: Callable[[S], T], given: Iterable[S]) -> Iterator[T]:
        """`work` on each of `given`, in their order, as they come; raises BrokenExecutor where a worker died of it."""
        under_way: deque[Future[T]] = deque()
        for one in given:
            under_way.append(self.submit(work, one))
            if len(under_way) > self.width:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def renew(self) -> None:
        """Leave the executor, whose workers are dead or shall be; the next task gets another."""
        executor, self._executor = self._executor, None
        if executor is not None:
            for worker in _workers(executor):
                worker.kill()
            executor.shutdown(wait=False)

    def end(self) -> None:
        """Nothing more is handed in; what is at work is brought to its end."""
        if self._executor is not None:
            self._executor.shutdown(wait=True)


def processes(jobs: int) -> Crew:
    """So many processes of this machine, at most as many as are useful; one needs no process besides this."""
    return Crew(Here, 1) if jobs == 1 else pool(jobs)


def pool(jobs: int) -> Crew:
    """So many processes besides this one."""
    width = min(jobs, _MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
    context = multiprocessing.get_context("spawn")  # the same everywhere, and safe beside threads
    return Crew(lambda: ProcessPoolExecutor(width, mp_context=context, initializer=_begun), width)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Here(Executor):
    """Does everything at once and here."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """The finished future of `fn`; what interrupts the whole program is not held back."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as failure:
            future.set_exception(failure)
        return future


def _begun() -> None:
    """A worker leaves Ctrl-C to its parent, which lets it finish, and does not outlive a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_with, args=(parent,), daemon=True).start()


def _with(parent: Any) -> None:
    parent.join()
    os._exit(1)  # files are put in their places in one step: none is left half written


def _workers(executor: Executor) -> list[Any]:
    with suppress(AttributeError):
        return list((getattr(executor, "_processes", None) or {}).values())  # `kill_workers` comes with Python 3.14
    return []
