"""How much `reportgen audit` finds: python benchmarks/audit.py FOLDER

FOLDER holds reports as NAME.txt with NAME.key.yaml beside them: `findings` (what is wrong: kind, sure, where, stated)
and `right` (what must stay silent). Also measured: one-digit mutants of the texts and of
our own reports, mutants of the samples' dept.yaml (--data N, five minutes for 300), and CPU time for 50 pages.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
# so that it also runs in a checkout that is not installed: what is imported below is found by these two lines (E402)
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

from mutants import of_data, of_report  # noqa: E402

from reportgen import pipeline, word  # noqa: E402
from reportgen.audit import data, pack_ground, readers  # noqa: E402
from reportgen.diagnostics import Refused, Severity  # noqa: E402
from reportgen.packs import pack as packs  # noqa: E402
from reportgen.statements import Remark, look  # noqa: E402
from reportgen.statements.lines import read as read_text  # noqa: E402
from reportgen.statements.outlines import read_outline  # noqa: E402
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
    pack = pack_ground.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    return look(report, pack_ground.ground(pack, report))


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
    pack = pack_ground.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    ground = pack_ground.ground(pack, report)
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
    pack = pack_ground.chosen(report, pipeline.pack_roots(), None)
    assert pack is not None
    ground = pack_ground.ground(pack, report)
    times = []
    for _ in range(3):
        begun = time.process_time()
        look(read_text(long), ground)
        times.append(time.process_time() - begun)
    return statistics.median(times)


def noticed_data(count: int) -> Iterator[str]:
    """How many mutants of the samples' dept.yaml a build notices: by a new 错误 or 警告, or by another mark."""
    paths = sorted(ROOT.glob("tests/compact/*/dept.yaml"))
    plain = [built(path) for path in paths]
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number, text, wrong, kind in of_data([path.read_text("utf-8") for path in paths], count, 1):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dept.yaml"
            path.write_text(text, "utf-8")
            people = paths[number].with_name("整改.yaml")
            if people.is_file():
                shutil.copy(people, folder)
            told, marks, printed = built(path)
        before, right, report = plain[number]
        silent = told <= before and marks == right
        if silent and printed == report:
            continue
        for name in ("all", wrong.name, *(["narrative"] if kind == "叙述" else [])):
            tried[name] += 1
            missed[name] += silent
    for name, whole in tried.items():
        yield f"  {name}: {missed[name]} of {whole} unnoticed ({100 * missed[name] / whole:.0f} %)"


def built(path: Path) -> tuple[set[str], dict[str, str], str]:
    """The 错误 and 警告 of a build, its marks and its report as outline; nothing is written."""
    try:
        name = re.search(r"^套件:\s*(\S+)", path.read_text("utf-8"), re.MULTILINE)
        kept = press(name[1] if name else "base")
        inputs, found = pipeline.read(path, kept.pack)
        evaluation, told = pipeline.evaluate(inputs)
        made, looked = pipeline.render(evaluation, kept, source=inputs.source)
    except Refused as refusal:
        return {f"{d.code} {d.message}" for d in refusal.diagnostics}, {}, ""
    marks = {node.code: str(node.points) for node in evaluation.scorecard.nodes}
    grave = [d for d in (*found, *told, *looked) if d.severity in GRAVE]
    return {f"{d.code} {d.message}" for d in grave}, marks, word.outline(made)


@cache
def press(name: str) -> pipeline.Press:
    """The press of a pack, compiled once."""
    return pipeline.press(packs.load(name, pipeline.pack_roots())[0])


def with_data() -> Iterator[str]:
    """One-digit mutants of the samples' own reports, held against their data."""
    for path in sorted(ROOT.glob("tests/compact/*/dept.yaml")):
        named = re.search(r"^套件:\s*(\S+)", path.read_text("utf-8"), re.MULTILINE)
        assert named, "every sample names its pack"
        kept = press(named[1])
        evaluation = pipeline.evaluate(pipeline.read(path, kept.pack)[0])[0]
        text = word.outline(pipeline.printed(evaluation, kept))
        report = read_outline(text, numbered=True)
        ground = data.against(path, report, pack_ground.ground(kept.pack, report))[0]
        before = {(r.code, r.quote) for r in look(report, ground)}
        mutants = [changed for changed, *_ in of_report(text, 40, 3)]
        found = sum(
            any((r.code, r.quote) not in before for r in look(read_outline(m, numbered=True), ground)) for m in mutants
        )
        yield f"  own report {path.parent.name}: {found}/{len(mutants)} one-digit mutants found with --data"


def main() -> None:
    """Everything for the reports of a folder."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--mutants", type=int, default=40)
    asked.add_argument("--data", type=int, default=300, help="mutants of the samples' dept.yaml")
    given = asked.parse_args()
    for path in sorted(given.folder.glob("*.txt")):
        if path.with_suffix("").with_suffix(".key.yaml").is_file():
            print("\n".join(against_key(path)))
            total, noticed = mutated(path, given.mutants)
            print(f"  one-digit mutants noticed without data: {noticed}/{total}; 50 pages: {seconds(path):.2f} s CPU")
    print("\n".join(with_data()))
    print("mutants of dept.yaml:", *noticed_data(given.data), sep="\n")


if __name__ == "__main__":
    main()
