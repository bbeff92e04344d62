"""A batch in processes of its own, and what is left when they, or it, are killed."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample import ROOT, kept
from test_batch import department

from reportgen import pipeline, word
from reportgen.batch import batching
from reportgen.batch.batching import Batch
from reportgen.batch.crew import Crew
from reportgen.batch.work import Task, WorkState
from reportgen.cache import store

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")]
COMMAND = [sys.executable, "-X", "utf8", str(ROOT / "build.py"), "data", "-o", "out/", "-j", "2"]
MANY, MORE = 4, 20  # more: not all are built before a busy machine comes to stop them


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(MANY):
        department(tmp_path / "data" / str(number), f"第{number}局")
    return tmp_path / "data"


def more(data: Path) -> None:
    for number in range(MANY, MORE):
        department(data / str(number), f"第{number}局")


def begun() -> subprocess.Popen[str]:
    """A batch that has built its first departments, and noted so."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs in its background ignores it
    batch = subprocess.Popen(
        COMMAND, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", start_new_session=True
    )
    signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 120
    while not list(Path("out").glob(".reportgen/[!.]*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    return batch


def whole() -> int:
    """How many reports there are; every one opens, and nothing else is left."""
    for report in Path("out").glob("*/*.docx"):
        assert zipfile.ZipFile(report).testzip() is None
    return len(list(Path("out").glob("*/*.docx")))


def children(batch: subprocess.Popen[str]) -> list[int]:
    """The workers, by what they were started for."""
    found = Path(f"/proc/{batch.pid}/task/{batch.pid}/children").read_text().split()
    return [int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_all_are_built(data):
    done = subprocess.run(COMMAND, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert f"共 {MANY} 个部门：已生成 {MANY}；" in done.stdout
    assert whole() == MANY


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found by /proc")
def test_a_killed_worker_loses_nothing(data):
    more(data)
    batch = begun()
    os.kill(children(batch)[0], signal.SIGKILL)
    told, _ = batch.communicate(timeout=300)
    assert f"已生成 {MORE}；" in told
    assert batch.returncode == 0
    assert whole() == MORE


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_what_a_stopped_batch_leaves_is_whole_and_the_next_goes_on(data, sign):
    more(data)
    batch = begun()
    os.kill(batch.pid, sign)
    told, _ = batch.communicate(timeout=60)  # also the workers have let go of the pipe
    assert 0 < whole() < MORE
    if sign == signal.SIGINT:
        assert "已中止。已生成的都完整；再运行一次，只补没有做完的。" in told
        assert batch.returncode == 1
    done = subprocess.run(COMMAND, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "未变" in done.stdout
    assert not list(Path("out").rglob(".~*"))
    assert whole() == MORE


def test_any_executor_will_do(data):
    """Threads of one process: packs are kept for each, and reports are those of single builds."""
    now = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    task = Task(Path(), "run", now, cache=store.users(), out=Path("out"))
    threads = Crew(lambda: ThreadPoolExecutor(3), 3)
    done = list(batching.build(Batch(sorted(data.glob("*/dept.yaml")), task), threads))
    assert {one.state for one in done} == {WorkState.DONE}
    for one in done:
        single = pipeline.build(one.task.dept, Path("single", one.name, "x.docx"), pack=kept(), now=now)
        assert one.path
        assert word.outline(one.path.read_bytes()) == word.outline(single.path.read_bytes())
