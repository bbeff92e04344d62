"""A batch on a Dask cluster of two worker processes: one is killed midway, the scheduler goes, nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sample import ROOT
from test_batch import department

from reportgen import cli
from reportgen.batch import cluster
from reportgen.cache.program import program
from reportgen.cli import progress
from reportgen.diagnostics import Refused

pytestmark = pytest.mark.slow
MANY = 5


@pytest.fixture(autouse=True)
def _dask() -> None:
    """Looked for here: it takes long to import, and the quick tests need none."""
    pytest.importorskip("distributed")


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(MANY):
        department(tmp_path / "data" / str(number), f"第{number}局")
    return tmp_path / "data"


@contextmanager
def two_workers():
    """A scheduler here, and two processes that work for it."""
    from distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as found:
        yield found


def reports() -> list[Path]:
    found = sorted(Path("out").glob("*/*.docx"))
    for report in found:
        assert zipfile.ZipFile(report).testzip() is None
    return found


def after_the_first(monkeypatch, act) -> None:
    """Do `act` once, when the first department of the next batch has been built."""
    plain, acts = progress.followed, [act]

    def followed(pieces, total, told):
        for piece in plain(pieces, total, told):
            if acts:
                acts.pop()()
            yield piece

    monkeypatch.setattr(progress, "followed", followed)


def test_a_killed_worker_loses_nothing_and_nothing_is_written_twice(data, capsys, monkeypatch):
    with two_workers() as found:
        pid = next(iter(found.workers.values())).process.pid
        after_the_first(monkeypatch, lambda: os.kill(pid, signal.SIGKILL))
        assert cli.build(["data", "-o", "out/", "--dask", found.scheduler_address]) == cli.DONE
        assert f"共 {MANY} 个部门：已生成 {MANY}；" in capsys.readouterr().out
        assert len(reports()) == MANY
        assert not list(Path("out").glob("*/*（*")), "nothing was set aside, as if a person had edited it"
        before = {report: report.stat().st_mtime_ns for report in reports()}
        assert cli.build(["data", "-o", "out/", "--dask", found.scheduler_address]) == cli.DONE
        assert f"未变 {MANY}；" in capsys.readouterr().out
        assert {report: report.stat().st_mtime_ns for report in reports()} == before


@contextmanager
def by_commands(folder: Path):
    """Scheduler and worker as their own commands, as the manual says; the scheduler, and its address."""
    from distributed import Client  # noqa: PLC0415

    file = folder / "scheduler.json"
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1"]
    worker = ["-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard"]
    commands = [[sys.executable, *of, "--scheduler-file", str(file)] for of in (scheduler, worker)]
    where = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen(command, env=where, stderr=subprocess.DEVNULL) for command in commands]
    until = time.monotonic() + 60
    while time.monotonic() < until and not (file.is_file() and file.read_bytes()):
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=60)
    try:
        yield started[0], address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def test_a_scheduler_that_dies_leaves_what_was_done(data, capsys, monkeypatch, tmp_path):
    with by_commands(tmp_path) as (scheduler, address):
        after_the_first(monkeypatch, scheduler.kill)
        code = cli.build(["data", "-o", "out/", "--dask", address])
    told = capsys.readouterr()
    assert code == cli.REFUSED
    assert "错误：与 Dask 调度器的连接断了" in told.err
    assert "再运行一次，只补没有做完的" in told.out
    assert 0 < len(reports()) < MANY
    assert cli.build(["data", "-o", "out/", "-j", "1"]) == cli.DONE
    assert len(reports()) == MANY


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "tcp://127.0.0.1:8786x"])
def test_no_scheduler(data, capsys, monkeypatch, address):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    assert cli.build(["data", "-o", "out/", "--dask", address]) == cli.REFUSED
    assert "连接不上 Dask 调度器" in capsys.readouterr().err
    assert reports() == []


class Workers:
    """A client with one worker, which answers in its own way."""

    def __init__(self, *, threads=1, versions=None, digest=None, sees=True):
        self.threads, self.versions, self.digest, self.sees = threads, versions, digest or program(), sees

    def nthreads(self):
        return {"tcp://far": self.threads} if self.threads else {}

    def get_versions(self, **_):
        if self.versions:
            raise ValueError(self.versions)

    def run(self, asked):
        return {"tcp://far": self.digest if asked is program else self.sees}

    def close(self, **_):
        pass


@pytest.mark.parametrize(
    ("workers", "told"),
    [
        (Workers(threads=0), "调度器没有 worker"),
        (Workers(versions="Mismatched versions found"), "本机、调度器与 worker 的 Python 或库版本不同"),
        (Workers(digest=b"another"), "worker 上不是同一份 reportgen"),
        (Workers(sees=False), "worker 看不到“data”"),
    ],
)
def test_workers_that_will_not_do(monkeypatch, workers, told):
    monkeypatch.setattr(cluster, "_client", lambda _: workers)
    with pytest.raises(Refused, match=told), cluster.cluster("tcp://far", [Path("data")]):
        pass
