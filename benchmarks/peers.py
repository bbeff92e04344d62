"""Milliseconds of CPU per report, warm: reportgen.word against docxtpl, docxtemplater, easy-template-x and carbone.

    python benchmarks/peers.py [folder with node_modules]

The same report of about 17 pages in each renderer's own tags (`flat.py`), every renderer in turn in each round, so
that all meet the same machine. The three of JavaScript are installed by npm into the folder that is named, or into a
temporary one; where there is no npm they are left out. Each output is looked through for every value.
"""

from __future__ import annotations

import html
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import flat
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from reportgen.word import Template

ROUNDS = 20
PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0", "easy-template-x@7.2.8", "carbone@3.8.2")
SYNTAXES = {"docxtemplater": flat.BRACES, "easy-template-x": flat.BRACES, "carbone": flat.CARBONE}
Peer = tuple[subprocess.Popen[str], Path, Mapping[str, Any]]
RUNNER = Path(__file__).with_name("peers.mjs")


def main(arguments: list[str]) -> int:
    """Measure, look through the outputs, print."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        times = measured(folder, _modules(arguments, folder))
    ours = statistics.median(times["reportgen"])
    for name, each in sorted(times.items(), key=lambda item: statistics.median(item[1])):
        middle = statistics.median(each)
        print(f"{name:16}{middle:8.2f} ms {f'{min(each):.2f}–{max(each):.2f}':>18}{middle / ours:8.1f} times")
    return 0


def measured(folder: Path, modules: Path | None) -> dict[str, list[float]]:
    """The milliseconds of every renderer, a number for each round."""
    renderers = dict(_python(folder))
    peers = _of_node(folder, modules)
    times: dict[str, list[float]] = {name: [] for name in (*renderers, *peers)}
    for number in range(ROUNDS + 1):
        for name, render in renderers.items():
            begun = time.process_time()
            made = render()
            times[name].append((time.process_time() - begun) * 1000)
            if number == ROUNDS:
                look_through(name, made, flat.written(flat.JINJA)[1])
        for name, (process, _, _) in peers.items():
            times[name].append(float(_asked(process, "last" if number == ROUNDS else "once")))
    for name, (process, output, values) in peers.items():
        process.communicate(timeout=30)
        look_through(name, output.read_bytes(), values)
    return {name: each[1:] for name, each in times.items()}  # the first round warms up


def runs(folder: Path, arguments: list[str]) -> dict[str, Callable[[], float]]:
    """Every renderer by name; each makes the report once and gives its seconds."""

    def timed(render: Callable[[], bytes]) -> float:
        begun = time.process_time()
        render()
        return time.process_time() - begun

    of_node = _of_node(folder, _modules(arguments, folder))
    return {
        **{name: partial(timed, render) for name, render in _python(folder).items()},
        **{name: partial(_seconds, process) for name, (process, _, _) in of_node.items()},
    }


def _seconds(process: subprocess.Popen[str]) -> float:
    return float(_asked(process, "once")) / 1000


def _of_node(folder: Path, modules: Path | None) -> dict[str, Peer]:
    return {name: _peer(name, syntax, modules, folder) for name, syntax in SYNTAXES.items()} if modules else {}


def _python(folder: Path) -> Mapping[str, Callable[[], bytes]]:
    template, values = flat.written(flat.JINJA)
    path = folder / "template.docx"
    path.write_bytes(template)
    ours = Template(path)
    jinja = Environment(autoescape=True, undefined=StrictUndefined)

    def docxtpl() -> bytes:
        document = DocxTemplate(path)
        document.render(dict(values), jinja)
        made = BytesIO()
        document.save(made)
        return made.getvalue()

    return {"reportgen": lambda: ours.render(values), "docxtpl": docxtpl}


def _peer(name: str, syntax: flat.Syntax, modules: Path, folder: Path) -> Peer:
    """The process of a renderer, the file of its last report, and the values that must be in it."""
    template, values = flat.written(syntax)
    files = [folder / f"{name}{suffix}" for suffix in (".docx", ".json", "-made.docx")]
    files[0].write_bytes(template)
    files[1].write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    command = ["node", str(RUNNER), str(modules), name, *map(str, files)]
    pipes = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipes, stdout=pipes, text=True, encoding="utf-8"), files[2], values


def _asked(process: subprocess.Popen[str], line: str) -> str:
    assert process.stdin and process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline()


def look_through(name: str, made: bytes, values: Mapping[str, Any]) -> None:
    """Stop where a value is not in the report `made`, or a tag is left in it."""
    with zipfile.ZipFile(BytesIO(made)) as package:
        xml = package.read("word/document.xml").decode() + "".join(
            package.read(part).decode() for part in package.namelist() if part.startswith("word/footer")
        )
    text = html.unescape(xml)
    rows = [row for value in values.values() if isinstance(value, list) for row in value]
    wanted = [v for v in values.values() if isinstance(v, str)] + [cell for row in rows for cell in row.values()]
    if lacking := [value for value in wanted if value not in text]:
        raise SystemExit(f"{name}: {len(lacking)} of {len(wanted)} values are not in the report, such as {lacking[0]}")
    if "{" in "".join(part.partition("<")[0] for part in xml.split("<w:t")[1:]):
        raise SystemExit(f"{name}: a tag is left in the report")


def _modules(arguments: list[str], folder: Path) -> Path | None:
    """The folder whose node_modules hold the renderers of JavaScript; None where they cannot be had."""
    if arguments:
        return Path(arguments[0]).resolve()
    if not shutil.which("npm"):
        print("npm is not here: only the renderers of Python")
        return None
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run(install, timeout=300, check=False, capture_output=True)
    return folder if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
