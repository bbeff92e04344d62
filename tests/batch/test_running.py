"""Tasks and executors: what a dying worker takes with it, and what a slow one does."""

import datetime as dt
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest

from reportgen.batch import limit
from reportgen.batch.crew import Crew, Here
from reportgen.batch.running import Run
from reportgen.batch.work import Done, Task, WorkState, lost

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def task(name: str, timeout: float = 0) -> Task:
    return Task(Path(name), "run", NOW, timeout=timeout)


def finished(given: Task) -> Done:
    return Done(given, WorkState.DONE, str(given.dept))


class Mortal(Executor):
    """Works on what it has when it has enough, in one go; the tasks called `deadly` take all of that with them."""

    def __init__(self, enough: int) -> None:
        self.enough, self.held, self.broken = enough, [], False

    def submit(self, fn, /, *args, **kwargs):
        if self.broken:
            raise BrokenExecutor
        future = Future()
        self.held.append((future, fn, args))
        if len(self.held) == self.enough or "deadly" in args[0].dept.name:
            self.broken = any("deadly" in given[0].dept.name for _, _, given in self.held)
            for waiting, work, given in self.held:
                if self.broken:
                    waiting.set_exception(BrokenExecutor())
                else:
                    waiting.set_result(work(*given))
            self.held = []
        return future


@pytest.mark.parametrize(
    ("names", "lost"),
    [
        (["a", "deadly", "b"], {"deadly"}),
        (["deadly 1", "deadly 2"], {"deadly 1", "deadly 2"}),
        (["a", "b", "c"], set()),
    ],
)
@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_deadly_task_is_the_only_one_that_is_lost(names, lost, width):
    done = list(Run(map(task, names), Crew(lambda: Mortal(1), width), finished).results())
    assert sorted(str(one.task.dept) for one in done) == sorted(names)
    assert {str(one.task.dept) for one in done if one.state == WorkState.LOST} == lost


def test_who_was_at_work_alone_when_an_idle_worker_was_killed_is_tried_again():
    class Ended(Here):
        def submit(self, fn, /, *args, **kwargs):
            future = Future()
            future.set_exception(BrokenExecutor())
            return future

    crew = Crew(iter([Ended(), Here()]).__next__, 2)
    assert [one.state for one in Run([task("a")], crew, finished).results()] == [WorkState.DONE]


def test_a_fault_of_the_program_is_told_of_its_department_alone():
    def work(given: Task) -> Done:
        if given.dept.name == "b":
            raise ZeroDivisionError
        return finished(given)

    done = {one.task.dept.name: one for one in Run(map(task, "abc"), Crew(Here, 1), work).results()}
    assert [one.state for _, one in sorted(done.items())] == [WorkState.DONE, WorkState.LOST, WorkState.DONE]
    assert "ZeroDivisionError" in done["b"].account
    assert "程序内部出错" in done["b"].diagnostics[0].message


def test_what_does_not_stop_by_itself_is_ended_and_the_rest_goes_on(monkeypatch):
    monkeypatch.setattr("reportgen.batch.running._TICK", 0.01)
    monkeypatch.setattr("reportgen.batch.running._GRACE", 0.01)

    class Stuck(Here):
        def submit(self, fn, /, *args, **kwargs):
            return Future() if args[0].dept.name == "stuck" else super().submit(fn, *args, **kwargs)

    tasks = [task("stuck", 0.01), task("a", 0.01), task("b", 0.01)]
    done = {one.task.dept.name: one.state for one in Run(tasks, Crew(Stuck, 2), finished).results()}
    assert done == {"stuck": WorkState.LATE, "a": WorkState.DONE, "b": WorkState.DONE}


def test_nothing_is_begun_after_a_stop():
    run = Run(map(task, "abc"), Crew(Here, 1), finished)
    results = run.results()
    next(results)
    run.stop()
    assert list(results) == []


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


@pytest.mark.parametrize("by", ["_by_alarm", "_by_thread"])
def test_a_limit_of_time(by, monkeypatch):
    monkeypatch.setattr(limit, "_by_alarm", getattr(limit, by))
    with pytest.raises(limit.TimedOut), limit.within(0.02):
        spin(5)
    with limit.within(5):
        spin(0.01)
    with limit.within(0):
        spin(0.01)


def test_a_worker_that_vanished_leaves_no_account():
    assert lost(task("a")).account == ""
