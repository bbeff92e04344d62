"""Kills at random moments, and two runs at once: no half file, no lost edit, and the next run works.

python benchmarks/kills.py [kills] [rounds] [seed]: `kills` of every writing command in turn, then `rounds` of two runs.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "compact" / "futian-kechuang-2021"
EDIT = "# 人写的一行，不能丢\n"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("build", "dept.yaml"),
    ("build", "dept.yaml", "--review"),
    ("ledger", "dept.yaml"),
    ("draft", "dept.yaml"),
    ("absorb", "edited.docx", "dept.yaml"),
    ("build", "dept.yaml", "-o", "out/"),
    ("new", "b.yaml", "--pack", "futian"),
    ("new", "b.xlsx", "--pack", "futian"),
    ("audit", "edited.docx", "-o", "opinions.xlsx"),
    ("summary", "out", "-o", "summary.xlsx"),
    ("pack", "new", "luohu", "--from", "futian"),
    ("pack", "preview", "futian"),
    ("pack", "show", "futian", "--xlsx", "a.xlsx"),
)
WHOLE = ("pack.yaml", "framework.yaml", "formulas.yaml", "wording.yaml", "用例.yaml", "report.docx")


def started(folder: Path, command: Sequence[str]) -> subprocess.Popen[str]:
    """A run of `command` in a process of its own."""
    program = [sys.executable, "-X", "utf8", "-m", "reportgen", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        program, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def prepared(folder: Path) -> None:
    """A department with an edit of a person's in every file, and a report to be absorbed."""
    for name in ("dept.yaml", "整改.yaml"):
        shutil.copy(SAMPLE / name, folder)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(EDIT)
    run = started(folder, ("build", "dept.yaml", "-o", "edited.docx"))
    _, told = run.communicate()
    assert run.returncode == 0, told


def wrong(folder: Path) -> list[str]:
    """What is half or lost in `folder`."""
    found = [
        f"{name} lost an edit" for name in ("dept.yaml", "整改.yaml") if EDIT not in (folder / name).read_text("utf-8")
    ]
    for path in folder.rglob("*"):
        if path.name.startswith(".~") or path.suffix not in (".docx", ".xlsx"):
            continue
        if not zipfile.is_zipfile(path) or zipfile.ZipFile(path).testzip():
            found.append(f"{path.name} is half")
    pack = folder / "templates" / "luohu"
    if pack.exists() and (lacking := [name for name in WHOLE if not (pack / name).is_file()]):
        found.append(f"half a pack, without {lacking}")
    return found


def cleaned(folder: Path) -> None:
    """Take away what a second run of `new` would rightly refuse to replace."""
    for name in ("b.yaml", "b.xlsx"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "templates" / "luohu", ignore_errors=True)


def kills(folder: Path, number: int, chance: random.Random) -> list[str]:
    """`number` kills of the commands in turn, each followed by a look, some by a run that must work."""
    found = []
    lasting: dict[tuple[str, ...], float] = {}
    for command in COMMANDS:
        cleaned(folder)
        begun = time.perf_counter()
        _, told = (run := started(folder, command)).communicate()
        lasting[command] = time.perf_counter() - begun
        found += [f"{command}: {told}"] if run.returncode else []
    for count in range(number):
        command = COMMANDS[count % len(COMMANDS)]
        cleaned(folder)
        if command[0] == "draft":
            (folder / ".整改.json").unlink(missing_ok=True)
        run = started(folder, command)
        time.sleep(lasting[command] * chance.uniform(0.3, 1.02))
        run.kill()
        run.communicate()
        found += [f"kill {count} of {command}: {what}" for what in wrong(folder)]
        if chance.random() < 0.2:  # the next run; a run each time would take twice as long
            cleaned(folder)
            _, told = (run := started(folder, command)).communicate()
            left = [] if "out/" in command else [path.name for path in folder.glob(".~*")]  # it writes elsewhere
            found += [f"after kill {count} of {command}: {told} {left}"] if run.returncode or left else []
        for aside in (*folder.glob("*（修改稿*"), *folder.glob("*（原文件*")):
            aside.unlink()
    return found


def pairs(folder: Path, rounds: int, chance: random.Random) -> list[str]:
    """`rounds` of two runs at once; each does its work, or says that another is at it."""
    found = []
    for count in range(rounds):
        cleaned(folder)
        both = [started(folder, command) for command in (chance.choice(COMMANDS[:5]), chance.choice(COMMANDS[:5]))]
        for run in both:
            _, told = run.communicate()
            busy = any(words in told for words in ("另一个程序正在", "被人保存过"))
            if run.returncode and not busy:
                found.append(f"round {count} of {[r.args[4:] for r in both]}: {told}")  # type: ignore[index]
        found += [f"round {count}: {what}" for what in wrong(folder)]
        found += [f"round {count}: {path.name} stays" for path in folder.glob(".~*")]
        for aside in folder.glob("*（修改稿*"):
            aside.unlink()
    return found


def main(given: Sequence[str]) -> int:
    """Run both, and tell what was found."""
    number, rounds, seed = (int(text) for text in (*given, *("500", "100", "1")[len(given) :]))
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        found = [*kills(folder, number, chance), *pairs(folder, rounds, chance)]
    for what in found:
        print(what)
    print(f"{number} kills, {rounds} rounds of two runs at once, seed {seed}: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
