"""The page's server killed at random moments amid typing: what it said was saved is there, nothing is half.

python benchmarks/page_kills.py [rounds] [seed]: in each round a server is started, typed into by two browsers, killed
with -9, and looked at; the next round goes on in the same folder. At the end all steps are taken back, byte for byte.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reportgen import pipeline  # noqa: E402 - the checkout, wherever this is run
from reportgen.facts.source import load  # noqa: E402
from reportgen.web import folder  # noqa: E402

SAMPLE = ROOT / "tests" / "compact" / "futian-kechuang-2021"
FIELDS = ("封面/单位负责人", "封面/填报人")  # one for each browser
PORT = 18950


class Typist(threading.Thread):
    """One browser that types a new text into its field as soon as the last one is saved, until nobody answers."""

    def __init__(self, port: int, cookie: str, path: str, field: str, first: int) -> None:
        super().__init__(daemon=True)
        self.port, self.cookie, self.path, self.field, self.number = port, cookie, path, field, first
        self.sent, self.saved = "", ""

    def run(self) -> None:
        while True:
            self.number += 1
            self.sent = f"第{self.number}次"
            entry = {
                "put": self.field,
                "text": self.sent,
                "was": self.saved or standing(self.path_of).get(self.field, ""),
            }
            try:
                status, _ = post(
                    self.port, self.cookie, f"{self.path}/enter", {"seen": "", "page": 0, "entries": [entry]}
                )
            except (OSError, http.client.HTTPException):
                return
            if status == 200:
                self.saved = self.sent

    path_of = Path()


def post(port: int, cookie: str, path: str, data: object) -> tuple[int, bytes]:
    """One request as a browser makes it."""
    host = f"127.0.0.1:{port}"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Origin": f"http://{host}", "Cookie": cookie, "Content-Type": "application/json"}
    line.request("POST", path, json.dumps(data), headers)
    answer = line.getresponse()
    return answer.status, answer.read()


def standing(dept: Path) -> dict[str, str]:
    """What dept.yaml says in the fields that are typed."""
    source, found = load(dept)
    assert source, found
    return {name: str(source.data["封面"].get(name.partition("/")[2]) or "") for name in FIELDS}


def started(root: Path, port: int) -> tuple[subprocess.Popen[str], int, str]:
    """A server over `root` in a process of its own, its port, and the cookie that it lets in."""
    command = [sys.executable, "-X", "utf8", "-m", "reportgen", "serve", str(root), "--no-open", "--port", str(port)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    told = ""
    while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/\?key=(\S+)", told)):
        line = run.stdout.readline() if run.stdout else ""
        assert line, "the server ended"
        told += line.strip()
    at, key = int(found[1]), found[2]
    for _ in range(200):  # it tells the address before it answers
        try:
            line = http.client.HTTPConnection("127.0.0.1", at, timeout=10)
            line.request("GET", f"/?key={key}")
            cookie = (line.getresponse().getheader("set-cookie") or "").partition(";")[0]
            return run, at, cookie
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


def rounds(root: Path, number: int, chance: random.Random) -> tuple[list[str], int]:
    """What was lost or half in `number` rounds, and how many texts were saved."""
    dept = root / "部门" / "dept.yaml"
    dept.parent.mkdir(parents=True)
    shutil.copy(SAMPLE / "dept.yaml", dept)
    first, found, count = dept.read_bytes(), [], 0
    Typist.path_of = dept
    path = f"/d/{folder.homes(root)[0].mark}"
    for turn in range(number):
        run, port, cookie = started(root, PORT)
        begun = standing(dept)
        typists = [Typist(port, cookie, path, field, turn * 10_000) for field in FIELDS]
        for one in typists:
            one.start()
        until = time.monotonic() + 30
        while not all(one.saved for one in typists) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.4))
        run.kill()
        run.wait()
        for one in typists:
            one.join(60)
        now = standing(dept)  # whole, and sound YAML
        for one in typists:
            count += one.number - turn * 10_000
            if now[one.field] not in {one.saved or begun[one.field], one.sent}:
                found.append(f"round {turn}: {one.field} says {now[one.field]}, saved was {one.saved}, sent {one.sent}")
        live = [step for step in pipeline.steps(dept.parent) if not step.undone]
        if live and not dept.read_bytes().decode().count(live[-1].inserted):
            found.append(f"round {turn}: the last step is not that of the file")
    while any(not step.undone for step in pipeline.steps(dept.parent)):
        pipeline.undo(dept.parent)
    if count < 290 and dept.read_bytes() != first:  # a history keeps 300 steps
        found.append("taken back step by step it is not the first text")
    found += [f"{path.name} stays" for path in dept.parent.glob(".~reportgen-*")]
    return found, count


def main(given: Sequence[str]) -> int:
    """Run them and tell what was found."""
    number, seed = (int(text) for text in (*given, *("30", "1")[len(given) :]))
    with tempfile.TemporaryDirectory() as place:
        found, count = rounds(Path(place), number, random.Random(seed))
    for one in found:
        print(one)
    print(f"{number} servers killed amid {count} texts typed by two browsers, seed {seed}: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
