"""The page: from a field that is saved to the marks that are shown, through HTTP, warm.

    python benchmarks/web.py [times] [--projects N]

The sample's dept.yaml in a folder of its own, with a list of N projects; each request saves another value of one field.
Garbage waits as it does in `reportgen serve`.
Median and 95th percentile of wall time and of CPU time in milliseconds; the most memory so far when the first request
was answered, the hundredth, the last (of 1,000 it stays what it was).
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "web")]

from browsing import Browser  # noqa: E402

from reportgen.cli import garbage_waits  # noqa: E402

SAMPLE = ROOT / "data" / "futian-kechuang-2021"
FIELD = "人员/劳务派遣"


def prepared(root: Path, projects: int) -> None:
    """The sample, with `projects` rows under 项目."""
    shutil.copytree(SAMPLE, root / "福田")
    if projects:
        path = root / "福田" / "dept.yaml"
        row = "  - {{名称: 项目{}, 性质: 履职类, 年初: 12.5, 调整后: 11.8, 支出: 11.26, 完成状态: 按期完成}}\n"
        rows = "".join(row.format(n + 1) for n in range(projects))
        text = re.sub(r"(?m)^(?:项目|项目统计):.*\n(?:[ #].*\n)*", "", path.read_text("utf-8"))
        path.write_text(f"{text}\n项目:\n{rows}", "utf-8")


def measured(browser: Browser, at: str, times: int) -> tuple[list[float], list[float], list[int]]:
    """Wall and CPU milliseconds of each save, and memory after it."""
    found = re.search(r'data-seen="(\w+)"', browser.get(f"{at}/fill/1").text)
    assert found
    seen, was = found[1], "14"
    wall, cpu, held = [], [], []
    for number in range(times):
        text = str(number % 9 + 1)
        entries = [{"put": FIELD, "text": text, "was": was}]
        began = time.perf_counter(), time.process_time()
        answer = browser.post(f"{at}/enter", {"seen": seen, "page": 1, "entries": entries})
        wall.append((time.perf_counter() - began[0]) * 1000)
        cpu.append((time.process_time() - began[1]) * 1000)
        held.append(memory())
        assert answer.status == 200 and "<b>" in answer.data["side"]  # a total is told
        seen, was = answer.data["seen"], text
    return wall[1:], cpu[1:], held


def told(name: str, values: list[float]) -> str:
    ordered = sorted(values)
    return f"{name}: median {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95) - 1]:.0f} ms"


def memory() -> int:
    """MB at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("times", type=int, nargs="?", default=100)
    parser.add_argument("--projects", type=int, default=0)
    asked = parser.parse_args()
    with garbage_waits(), tempfile.TemporaryDirectory() as place:
        prepared(Path(place), asked.projects)
        browser = Browser(Path(place)).let_in()
        found = re.search(r"/row/(\w+)", browser.get("/").text)
        assert found
        browser.get(f"/d/{found[1]}/fill/1")
        wall, cpu, held = measured(browser, f"/d/{found[1]}", asked.times + 1)
        print(
            told("wall", wall),
            told("CPU", cpu),
            f"memory {held[0]}, {held[min(100, asked.times)]}, {held[-1]} MB",
            sep="\n",
        )


if __name__ == "__main__":
    main()
