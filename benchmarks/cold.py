"""CPU seconds of a new process, against a ten-line docxtpl script that renders the same document.

    python benchmarks/cold.py [data/futian-kechuang-2021/dept.yaml] [rounds]

Every command runs in a process of its own, in turns, so that all of them meet the same machine; the medians of user
and system time are shown with their spread, and as multiples of the script's. The script opens the department's
template, its inheritance resolved to one file, with the same context; its filters replay what ours answered, so that
nothing of ours is imported for it.
"""

from __future__ import annotations

import datetime as dt
import inspect
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any

import composed
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, Undefined
from markupsafe import Markup

_PLAIN = (str, int, float, dt.date, type(None))
ROUNDS = 7
HOME = Path(__file__).resolve().parents[1]
SCRIPT = """\
import pickle, sys
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
template, data, output = sys.argv[1:]
context, names, answers = pickle.load(open(data, "rb"))
replayed = iter(answers)
jinja = Environment(autoescape=True, undefined=StrictUndefined)
jinja.filters.update(dict.fromkeys(names, lambda *_, **__: next(replayed)))
document = DocxTemplate(template)
document.render(context, jinja)
document.save(output)
"""
_HEAD = """\
import sys
from typing import Any
sys.modules["cold"] = sys.modules["__main__"]  # where Group is, if this file was imported


"""
WANTED = {"build": 0.8, "--help": 0.3, "build --help": 0.3, "score": 0.6, "explain": 0.6}


class Group(dict[str, Any]):
    """A group of facts as a person would pass it: false where nothing was given, "" for what it has not."""

    def __bool__(self) -> bool:
        return any(
            bool(value) if isinstance(value, (dict, tuple, str)) else value is not None for value in self.values()
        )

    def __missing__(self, name: str) -> str:
        return ""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a command with its cache filled takes more than is wanted."""
    dept = Path(arguments[0] if arguments else HOME / "data/futian-kechuang-2021/dept.yaml").resolve()
    rounds = int(arguments[1]) if len(arguments) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        runs = commands(dept, Path(folder))
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds + 1):
            for name, run in runs.items():
                times[name].append(run())
    return _told({name: measured[1:] for name, measured in times.items()})  # the first round fills the caches


def commands(dept: Path, folder: Path) -> dict[str, Callable[[], float]]:
    """The script and our commands by name; each runs once, in a new process, and gives its CPU seconds."""
    build = [sys.executable, "build.py", str(dept), "-o", str(folder / "report.docx")]
    own = [sys.executable, "-m", "reportgen"]
    emptied = (folder / f"empty-{n}" for n, _ in enumerate(repeat(None)))
    kept = folder / "cache"
    script = _script(dept, folder)
    return {
        "docxtpl script": lambda: _run(script, kept),
        "build": lambda: _run(build, kept),
        "build, cache empty": lambda: _run(build, next(emptied)),
        "build --no-cache": lambda: _run([*build, "--no-cache"], kept),
        "build --help": lambda: _run([sys.executable, "build.py", "--help"], kept),
        "--help": lambda: _run([*own, "--help"], kept),
        "score": lambda: _run([*own, "score", str(dept)], kept),
        "explain": lambda: _run([*own, "explain", str(dept), "编外人员控制率"], kept),
    }


def _run(command: list[str], cache: Path) -> float:
    """User and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "REPORTGEN_CACHE": str(cache), "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as on anybody's machine
    done = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _script(dept: Path, folder: Path) -> list[str]:
    """The command of the script, its files written."""
    _, template, context, filters = composed.job(dept)
    own = {name: made for name, made in filters.items() if not name.isascii()}
    (folder / "script.py").write_text(f"{_HEAD}{inspect.getsource(Group)}\n{SCRIPT}", "utf-8")
    (folder / "template.docx").write_bytes(template)
    (folder / "data.pickle").write_bytes(pickle.dumps((_bare(context), list(own), _answers(template, context, own))))
    return [sys.executable, *(str(folder / name) for name in ("script.py", "template.docx", "data.pickle", "out.docx"))]


def _answers(template: bytes, context: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]) -> list[Any]:
    """What the filters answer, in the order in which the script will ask."""
    answers: list[Any] = []

    def noting(filtered: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filtered)
        def noted(*args: Any, **kwargs: Any) -> Any:
            answers.append(filtered(*args, **kwargs))
            return answers[-1]

        return noted

    jinja = Environment(autoescape=True, undefined=StrictUndefined)
    jinja.filters.update({name: noting(made) for name, made in filters.items()})
    document = DocxTemplate(BytesIO(template))
    document.render(dict(context), jinja)
    return [None if isinstance(answer, Undefined) else _bare(answer) for answer in answers]


def _bare(value: Any) -> Any:
    """`value` of plain types, so that reading it imports nothing of ours."""
    if isinstance(value, Mapping):
        return Group({key: _bare(item) for key, item in value.items()})
    if isinstance(value, tuple | list):
        return tuple(map(_bare, value))
    if isinstance(value, Decimal):
        return Decimal(value)
    if hasattr(value, "__html__"):
        return Markup(value)
    if isinstance(value, Decimal):
        return Decimal(value)
    return value if isinstance(value, _PLAIN) else True  # a block of narrative: only filters look into it


def _told(times: Mapping[str, list[float]]) -> int:
    script = statistics.median(times["docxtpl script"])
    print(f"{'':22}{'CPU s':>8}{'spread':>16}{'of script':>11}{'wanted':>8}")
    missed = 0
    for name, measured in times.items():
        middle = statistics.median(measured)
        spread = f"{min(measured):.2f}–{max(measured):.2f}"
        wanted = WANTED.get(name)
        missed += wanted is not None and middle > wanted * script
        print(f"{name:22}{middle:8.2f}{spread:>16}{middle / script:11.2f}{wanted or '':>8}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
