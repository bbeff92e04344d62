"""The planted template faults of tests/editor: which of them pack check tells, and which docxtpl-lint tells.

docxtpl-lint (PyPI, for development only) is asked where its command is found, with a sample of all data and the names
of all filters; it knows no inheritance, so it gets each fault in a template that stands alone. A fault counts as told
when the findings are not those for the same template without it.

    python benchmarks/lint.py [--lint path/to/docxtpl-lint]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests" / "editor")]

import planted  # noqa: E402 - found by the line above

from reportgen import report  # noqa: E402
from reportgen.diagnostics import width  # noqa: E402
from reportgen.editor.check import check  # noqa: E402
from reportgen.editor.pack_files import read  # noqa: E402

PLANTED = {**planted.FAULTS, **planted.OUTSIDE, **planted.ONLY_WHEN_MADE}
Plant = Callable[[Path], None]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lint", default=shutil.which("docxtpl-lint"), help="where docxtpl-lint is")
    lint = parser.parse_args().lint
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ours = {name: told_by_us(root / f"a{i}", plant(name)) for i, name in enumerate(names())}
        theirs = Lint(lint, root).all() if lint else {}
    for name in names():
        said = ("yes" if theirs[name] else "no") if theirs else "not here"
        print(f"{name}{' ' * (48 - width(name))}{'yes' if ours[name] else 'no':8}{said}")
    print(f"\npack check: {sum(ours.values())} of {len(ours)}", end="")
    print(f"; docxtpl-lint: {sum(theirs.values())} of {len(theirs)}" if theirs else "; docxtpl-lint: not installed")


def names() -> list[str]:
    """All faults."""
    return [*PLANTED, *planted.WHOLE]


def plant(name: str) -> Plant:
    """What puts fault `name` into a new pack's template."""
    if name in planted.WHOLE:
        part, change, _, _ = planted.WHOLE[name]
        return lambda docx: planted.edit(docx, part, change)
    put = planted.outside if name in planted.OUTSIDE else planted.inside
    return lambda docx: put(docx, planted.body([PLANTED[name]]))


def told_by_us(root: Path, put: Plant) -> bool:
    """Whether pack check finds anything in a pack that is clean but for the fault."""
    put(planted.pack(root) / "report.docx")
    return bool(check("shidian", [root, planted.TEMPLATES]))


class Lint:
    """docxtpl-lint on templates that stand alone."""

    def __init__(self, command: str, root: Path) -> None:
        self.command, self.root = command, root
        voice = read("futian", [planted.TEMPLATES]).voice
        assert voice is not None
        (root / "data.json").write_text(json.dumps(plain(report.context(voice.full)), ensure_ascii=False), "utf-8")

    def all(self) -> dict[str, bool]:
        """Each fault, told or not."""
        clean = self.findings("clean", lambda docx: None)
        return {name: self.findings(f"b{i}", plant(name)) != clean for i, name in enumerate(names())}

    def findings(self, folder: str, put: Plant) -> list[str]:
        """The rules that the template breaks, as docxtpl-lint says."""
        docx = planted.pack(self.root / folder) / "report.docx"
        put(docx)
        planted.edit(docx, planted.DOCUMENT, without_inheritance)
        options = ["--format", "json", "--no-config", "--data", str(self.root / "data.json")]
        options += ["--filters", ",".join([*report.TEMPLATE_FILTERS, "正文"])]
        done = subprocess.run([self.command, *options, str(docx)], capture_output=True, text=True, check=False)
        return [issue["rule"] for file in json.loads(done.stdout)["files"] for issue in file["issues"]]


def without_inheritance(xml: str) -> str:
    """The template without extends and super(), which docxtpl does not have."""
    return xml.replace('{%p extends "futian/report.docx" %}', "").replace("{{p super() }}", "")


def plain(value: Any) -> Any:
    """A context as JSON."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, bool | int) else str(value)


if __name__ == "__main__":
    main()
