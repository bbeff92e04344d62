"""Tasks handed to a crew, and what became of each; a worker that dies takes no other department with it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait

from reportgen.batch.crew import Crew
from reportgen.batch.work import Done, Task, late, lost, perform

_TICK = 0.5  # seconds between two looks at the clock
_GRACE = 10  # seconds that a worker has to stop by itself what took too long


class Run:
    """Tasks waiting, at work, and under suspicion of having ended their worker: those work alone, one at a time."""

    def __init__(self, tasks: Iterable[Task], crew: Crew, work: Callable[[Task], Done] = perform) -> None:
        self._waiting, self._suspects = deque(tasks), deque[Task]()
        self._running: dict[Future[Done], tuple[Task, float]] = {}
        self._crew, self._work = crew, work
        self._proving = False  # whether what was handed out last works alone, under suspicion

    def results(self) -> Iterator[Done]:
        """What became of each task, in the order in which they end."""
        try:
            while self._waiting or self._suspects or self._running:
                yield from self._handed_out()
                yield from self._come_back()
        finally:
            for future in self._running:
                future.cancel()

    def stop(self) -> None:
        """Hand out nothing more."""
        self._waiting.clear()
        self._suspects.clear()

    def _handed_out(self) -> Iterator[Done]:
        """As many tasks given out as there are hands; what has died while it was given out is lost."""
        alone = bool(self._suspects)
        queue, hands = (self._suspects, 1) if alone else (self._waiting, self._crew.width)
        while queue and len(self._running) < hands:
            task, self._proving = queue.popleft(), alone
            try:
                self._running[self._crew.submit(self._work, task)] = (task, time.monotonic())
            except BrokenExecutor:
                yield from self._broken([task])

    def _come_back(self) -> Iterator[Done]:
        ready, _ = wait(self._running, timeout=_TICK, return_when=FIRST_COMPLETED)
        broken: list[Task] = []
        for future in ready:
            task, _ = self._running.pop(future)
            try:
                yield future.result()
            except (BrokenExecutor, CancelledError):
                broken.append(task)
            except Exception as failure:
                yield lost(task, failure)
        if broken:
            yield from self._broken(broken)
        yield from self._overdue()

    def _broken(self, broken: list[Task]) -> Iterator[Done]:
        """The executor has died with all that was at work; one that was tried alone is known to be the cause."""
        at_work = [*broken, *(task for task, _ in self._running.values())]
        self._running.clear()
        self._crew.renew()
        if len(at_work) == 1 and self._proving:
            yield lost(at_work[0])
        else:
            self._suspects.extend(at_work)

    def _overdue(self) -> Iterator[Done]:
        """Tasks that do not even stop by themselves are ended with their workers, the others begin anew."""
        now = time.monotonic()
        overdue = [f for f, (task, begun) in self._running.items() if 0 < task.timeout < now - begun - _GRACE]
        if not overdue:
            return
        for future in overdue:
            yield late(self._running.pop(future)[0])
        self._waiting.extendleft(task for task, _ in self._running.values())
        self._running.clear()
        self._crew.renew()
