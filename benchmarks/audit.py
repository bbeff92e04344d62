"""How much `reportgen audit` finds: python benchmarks/audit.py FOLDER

FOLDER holds reports as NAME.txt with NAME.key.yaml beside them: `findings` (what is wrong: kind, sure, where, stated)
and `right` (what must stay silent). Also measured: one-digit mutants of the texts, and CPU time for 50 pages.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

from mutants import of_report  # noqa: E402

from reportgen import pipeline  # noqa: E402
from reportgen.audit import grounds, readers  # noqa: E402
from reportgen.diagnostics import Severity  # noqa: E402
from reportgen.statements import Remark, look  # noqa: E402
from reportgen.statements.lines import read as read_text  # noqa: E402
from reportgen.statements.scores import Scores, scores  # noqa: E402

FIGURES = {"SUM", "RATIO", "ROUNDING", "CONFLICT", "SCORE", "UNCOVERED_LOSS", "UNIT"}
GRAVE = (Severity.ERROR, Severity.WARNING)


def bare(text: object) -> str:
    """Without spaces and separators, as figures are compared."""
    return re.sub(r"[\s,，]", "", str(text))


def key(path: Path) -> dict[str, Any]:
    """The key beside a report."""
    return yaml.load(path.with_suffix("").with_suffix(".key.yaml").read_text("utf-8"), yaml.BaseLoader)


def covers(finding: dict[str, Any], remark: Remark, table: Scores | None) -> bool:
    """Whether a remark quotes the place or the figure of a finding, near its line, or speaks of its indicator."""
    quote, where = bare(remark.quote), bare(finding["where"])
    if remark.code in ("K705", "K706"):
        return finding["kind"] in ("UNCOVERED_LOSS", "SCORE") and _same_indicator(finding, remark, table)
    near = abs((remark.place.line or 0) - int(finding["line"])) <= 3
    figures = re.findall(r"\d+(?:\.\d+)?", bare(finding["stated"]))
    told = set(re.findall(r"\d+(?:\.\d+)?", quote))
    return near and (where in quote or quote in where or bool(told.intersection(f for f in figures if len(f) > 2)))


def _same_indicator(finding: dict[str, Any], remark: Remark, table: Scores | None) -> bool:
    """Whether a finding names the indicator of a remark (or the group that it stands in), or lies in its row."""
    said = re.split(r"[\d，]", str(finding["stated"]))[0]
    leaves = table.leaves if table else ()
    for leaf, after in itertools.zip_longest(leaves, leaves[1:]):
        if remark.quote.startswith(leaf.name):
            begin = leaf.place.line or 0
            end = (after.place.line or 0) if after else begin + 30
            group = any(said in name for name in (leaf.name, *(known for known, _ in leaf.parents)))
            return begin <= int(finding["line"]) < end or (bool(said) and group)
    return False


def flagged(right: dict[str, Any], remarks: list[Remark]) -> list[Remark]:
    """Remarks that quote a right figure (of three signs or more: 2 and 5 stand everywhere)."""
    figure = bare(right["stated"]).rstrip("%")
    return [r for r in remarks if len(figure) > 2 and figure in re.findall(r"\d+(?:\.\d+)?", bare(r.quote))]


def audited(path: Path) -> list[Remark]:
    """The remarks on a report."""
    report = readers.read(path)
    pack = grounds.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    return look(report, grounds.ground(pack, report))


def against_key(path: Path) -> Iterator[str]:
    """Lines that say how a report and its key meet."""
    remarks, known, table = audited(path), key(path), scores(readers.read(path))
    grave = [r for r in remarks if r.level in GRAVE]
    certain = [f for f in known["findings"] if f["kind"] in FIGURES and f["sure"] == "certain"]
    missed = [f for f in certain if not any(covers(f, r, table) for r in grave)]
    outside = [r for r in grave if not any(covers(f, r, table) for f in known["findings"])]
    counts = Counter(r.level.value for r in remarks)
    beyond = Counter(r.level.value for r in outside)
    yield f"{path.stem}: {len(certain) - len(missed)}/{len(certain)} of the certain figures"
    yield f"  told {dict(counts)}; outside the key {dict(beyond)}"
    for finding in missed:
        yield f"  missed {finding['id']} {finding['kind']} {finding['where']}"
    for remark in outside:
        yield f"  outside {remark.level.value} {remark.code} {remark.quote}"
    for right in known["right"]:
        for remark in flagged(right, outside):
            said = f"{remark.level.value} {remark.code} {remark.quote}"
            yield f"  right but flagged: {right['check']} {right['stated']}: {said}"


def mutated(path: Path, count: int) -> tuple[int, int]:
    """How many one-digit mutants of a text there were and how many gave a new remark."""
    text = path.read_text("utf-8")
    report = read_text(text)
    pack = grounds.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    ground = grounds.ground(pack, report)
    before = {(r.code, r.quote) for r in look(report, ground)}
    noticed = total = 0
    for changed, *_ in of_report(text, count, 3):
        total += 1
        noticed += any((r.code, r.quote) not in before and r.level in GRAVE for r in look(read_text(changed), ground))
    return total, noticed


def seconds(path: Path) -> float:
    """CPU of auditing a report of some 50 pages: the text over and over, 900 signs a page."""
    text = path.read_text("utf-8")
    long = "\n\n".join([text] * max(1, round(50 * 900 / len(text))))
    report = read_text(text)
    pack = grounds.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    ground = grounds.ground(pack, report)
    times = []
    for _ in range(3):
        begun = time.process_time()
        look(read_text(long), ground)
        times.append(time.process_time() - begun)
    return statistics.median(times)


def main() -> None:
    """Everything for the reports of a folder."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--mutants", type=int, default=40)
    given = asked.parse_args()
    for path in sorted(given.folder.glob("*.txt")):
        if path.with_suffix("").with_suffix(".key.yaml").is_file():
            print("\n".join(against_key(path)))
            total, noticed = mutated(path, given.mutants)
            print(f"  one-digit mutants noticed without data: {noticed}/{total}; 50 pages: {seconds(path):.2f} s CPU")


if __name__ == "__main__":
    main()
