"""Every comparison in one interleaved run, as one table of ratios.

    python benchmarks/all.py                                    the whole table: some five minutes of CPU
    python benchmarks/all.py --short                            three rounds and no long list: under two minutes
    python benchmarks/all.py --against benchmarks/expected.json    1 where a ratio is a third worse than recorded there
    python benchmarks/all.py --record benchmarks/expected.json     record the ratios of this run

Each ratio is our CPU time as a share of the other's: less is better. The renderers of JavaScript are
installed by npm into a temporary folder (--node names one that has them); where that cannot be done their rows are left
out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import cold
import job
import peers

ROUNDS, SHORT_ROUNDS, TURNS = 7, 3, 5  # of a round, a renderer has five turns
SIZES, SHORT_SIZES = (0, 10, 100, 1000), (0, 10, 100)
TOLERATED = 4 / 3
SCRIPT = "docxtpl script"
NAMES = {
    "build": "new process: build",
    "build, cache empty": "new process: build, cache empty",
    "score": "new process: score",
    "explain": "new process: explain",
    "--help": "new process: --help",
}

Times = Mapping[str, Sequence[float]]


class Row(NamedTuple):
    """A comparison: what it is called, our series and the other's."""

    name: str
    ours: str
    theirs: str


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, record or compare as asked; 1 where a ratio is a third worse than expected."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory() as folder:
        times = measured(Path(folder), asked.node, short=asked.short)
    rows = comparisons(times)
    print(table(rows, times))
    ratios = {row.name: ratio(row, times) for row in rows}
    if asked.record:
        asked.record.write_text(json.dumps({name: round(r, 4) for name, r in ratios.items()}, indent=2) + "\n", "utf-8")
    worse = regressions(ratios, json.loads(asked.against.read_text("utf-8"))) if asked.against else []
    print("\n".join(worse))
    return 1 if worse else 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Every comparison in one run.")
    parser.add_argument("--short", action="store_true", help="three rounds, no list of 1,000 projects")
    parser.add_argument("--against", type=Path, help="fail where a ratio is a third worse than in this file")
    parser.add_argument("--record", type=Path, help="write the ratios of this run to this file")
    parser.add_argument("--node", type=Path, help="a folder whose node_modules hold the renderers of JavaScript")
    return parser.parse_args(arguments)


def measured(folder: Path, node: Path | None, *, short: bool) -> dict[str, list[float]]:
    """Seconds of every series, each in its turn; the first round warms up and is not counted."""
    sizes = SHORT_SIZES if short else SIZES
    apart = [folder / name for name in ("renderers", "processes", "jobs")]
    for own in apart:
        own.mkdir()
    renderers = peers.runs(apart[0], [str(node)] if node else [])
    others = {**cold.commands(job.SAMPLE, apart[1]), **job.jobs_of(apart[2], sizes)}
    others = {name: run for name, run in others.items() if name not in {"build --no-cache", "build --help"}}
    times: dict[str, list[float]] = {name: [] for name in (*renderers, *others)}
    for number in range((SHORT_ROUNDS if short else ROUNDS) + 1):
        for runs, turns in ((renderers, TURNS), (others, 1)):
            found = _in_turn(runs, turns)
            for name, seconds in found.items() if number else ():
                times[name] += seconds
    return times


def _in_turn(runs: Mapping[str, Callable[[], float]], turns: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, run in runs.items():
            times[name].append(run())
    return times


def comparisons(times: Times) -> list[Row]:
    """The rows that can be made of what was measured."""
    sizes = [name.removeprefix("job, ") for name in times if name.startswith("job, ")]
    rows = [
        *(Row(f"render: against {peer}", "reportgen", peer) for peer in ("docxtpl", *peers.SYNTAXES)),
        *(Row(name, series, SCRIPT) for series, name in NAMES.items()),
        *(Row(f"whole job, kept pack: {size}", f"job, {size}", f"{SCRIPT}, {size}") for size in sizes),
        Row("whole job, kept pack: the same again", "again", SCRIPT),
        *(Row(f"pack check, cache {state}", f"pack check, cache {state}", SCRIPT) for state in ("filled", "empty")),
    ]
    return [row for row in rows if row.ours in times and row.theirs in times]


def ratio(row: Row, times: Times) -> float:
    """Our median as a share of the other's."""
    return statistics.median(times[row.ours]) / statistics.median(times[row.theirs])


def table(rows: Sequence[Row], times: Times) -> str:
    """The rows as Markdown: medians and spread in milliseconds, and the ratio."""
    head = ["| | reportgen (ms) | other (ms) | ratio |", "|---|---|---|---|"]
    return "\n".join([*head, *(_line(row, times) for row in rows)])


def _line(row: Row, times: Times) -> str:
    return f"| {row.name} | {_spread(times[row.ours])} | {_spread(times[row.theirs])} | {ratio(row, times):.3f} |"


def _spread(seconds: Sequence[float]) -> str:
    low, middle, high = (1000 * value for value in (min(seconds), statistics.median(seconds), max(seconds)))
    places = 1 if middle < 100 else 0
    return f"{middle:.{places}f} ({low:.{places}f}–{high:.{places}f})"


def regressions(ratios: Mapping[str, float], expected: Mapping[str, float]) -> list[str]:
    """What is more than a third worse than expected; what was not measured this time is not judged."""
    return [
        f"{name}: {ratios[name]:.3f}, a third worse than the recorded {recorded:.3f}"
        for name, recorded in expected.items()
        if name in ratios and ratios[name] > recorded * TOLERATED
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
