"""Damaged inputs of every kind: a value or a refusal in Chinese; no traceback, no more than 5 s, no more than 500 MB.

python benchmarks/fuzz.py [each] [others] [seed]: `each` of dept.yaml, 整改.yaml, pack files, .docx templates, returned
.docx and 评价结果.json; `others` of formulas and of Markdown. 3000 41000 makes 100,000.
"""

from __future__ import annotations

import itertools
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "word")]

from damaged import damage  # noqa: E402 - found by the line above
from test_fuzz_word import TEMPLATE, report  # noqa: E402

from reportgen import evaluation, pipeline, word  # noqa: E402
from reportgen.diagnostics import Refused  # noqa: E402
from reportgen.facts import narrative  # noqa: E402
from reportgen.packs import pack as packs  # noqa: E402
from reportgen.packs.pack import Pack  # noqa: E402
from reportgen.scoring.formula import grammar  # noqa: E402
from reportgen.word.returned import regions  # noqa: E402

SECONDS, MEGABYTES = 5, 500
SAMPLE = ROOT / "tests" / "compact" / "futian-kechuang-2021"
ROOTS = (ROOT / "templates",)
PACK_FILES = ("pack.yaml", "framework.yaml", "formulas.yaml", "wording.yaml")
PIECES = (
    *("", "\n", "  ", "\t", ":", "：", "- ", "[", "{", "}", "]", "#", " #", "|", ">", "&a", "*a", "<<: *a"),
    *("!!python/name:os", "---\n", "...", "'", '"', "\\", "%", "10%", "-1", "0", "1e999", "9" * 500, ".nan"),
    *("null", "~", "是", "否", "—", "无", "\x00", "\ufeff", "\u2028", "\u202e", "\ud800", "１２", "1,23"),
    *("{{ 甲 }}", "{% for x in 甲 %}", "{{", "%}", "[" * 400, "(" * 300, "÷", "×", "**", "<b>", "| a | b |\n|---|"),
    *("# 题\n", "1. ", "    ", "```\n", "编号", "指标", "分值", "上级"),
)
FORMULAS = (
    "人员.编外 / (人员.在编 + 人员.编外)",
    "min(1, 预算.支出 ÷ 预算.年初) * 10%",
    "sum(项目.支出) - abs(甲.乙) >= 3 且 甲",
)
MARKDOWN = "第一段，**黑体**。\n\n1. 一\n2. 二\n   - 三\n\n### 题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n> 引\n"

Trial = Callable[[Path, random.Random], None]


def mutated(text: str, dice: random.Random) -> str:
    """`text` with one to six pieces put in, cut out, doubled, moved or exchanged."""
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + int(dice.expovariate(1 / 12)))
        piece = dice.choice(PIECES)
        text = dice.choice(
            (
                text[:start] + piece + text[start:],
                text[:start] + piece + text[end:],
                text[:start] + text[end:],
                text[:end] + text[start:end] * dice.randint(1, 30) + text[end:],
                text[:start] + dice.choice(text or "甲") + text[end:],
            )
        )
    return text


def mutated_bytes(text: str, dice: random.Random) -> bytes:
    """The same in UTF-8, now and then in another encoding or with a byte changed."""
    data = mutated(text, dice).encode("utf-8", "surrogatepass")
    if dice.random() < 0.05:
        at = dice.randrange(len(data) + 1)
        data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    return data


@cache
def pack() -> Pack:
    """The pack of the sample, loaded once."""
    return packs.load("futian", ROOTS)[0]


def of_data(name: str) -> Trial:
    """An input named `name` beside the other sound one, read and assessed."""

    def trial(folder: Path, dice: random.Random) -> None:
        for other in ("dept.yaml", "整改.yaml"):
            sound = (SAMPLE / other).read_text("utf-8")
            (folder / other).write_bytes(mutated_bytes(sound, dice) if other == name else sound.encode())
        inputs, _ = pipeline.read(folder / "dept.yaml", pack())
        pipeline.evaluate(inputs, draft=True)

    return trial


def of_a_pack(folder: Path, dice: random.Random) -> None:
    """A pack with one file damaged, loaded."""
    own = folder / "templates" / "own"
    shutil.copytree(ROOT / "templates" / "futian", own, dirs_exist_ok=True)
    name = dice.choice(PACK_FILES)
    (own / name).write_bytes(mutated_bytes((own / name).read_text("utf-8"), dice))
    packs.load("own", (own.parent, *ROOTS))


def of_template(folder: Path, dice: random.Random) -> None:
    """A damaged template, rendered, checked and read."""
    template = folder / "模板.docx"
    template.write_bytes(damage(TEMPLATE, dice)[0])
    made = word.Template(template).render({"列": [1, 2], "年度": 2021})
    if not word.check(made):
        word.outline(made)


def of_returned(_: Path, dice: random.Random) -> None:
    """A damaged report, read as `absorb` reads it."""
    regions.read(damage(report(), dice)[0], ["叙述.甲", "问题.A1.原因"])


def of_result(_: Path, dice: random.Random) -> None:
    """A damaged 评价结果.json, read as last year's."""
    evaluation.from_json(mutated(_result(), dice))


def of_formula(_: Path, dice: random.Random) -> None:
    """A formula, parsed or refused in Chinese."""
    try:
        grammar.parse(mutated(dice.choice(FORMULAS), dice))
    except ValueError as refused:
        assert re.search("[一-鿿]", str(refused)), refused


def of_markdown(_: Path, dice: random.Random) -> None:
    """Narrative, read into blocks."""
    narrative.blocks(mutated(MARKDOWN, dice))


TRIALS: dict[str, Trial] = {
    "dept.yaml": of_data("dept.yaml"),
    "整改.yaml": of_data("整改.yaml"),
    "pack": of_a_pack,
    "template": of_template,
    "returned": of_returned,
    "评价结果.json": of_result,
    "formula": of_formula,
    "Markdown": of_markdown,
}


@cache
def _result() -> str:
    inputs, _ = pipeline.read(SAMPLE / "dept.yaml", pack())
    return pipeline.evaluate(inputs)[0].to_json()


class Slow(BaseException):
    """More seconds of processor time than an input may take."""


def tried(trial: Trial, folder: Path, seed: str) -> str | None:
    """What is wrong with the way in which the input of `seed` ends; None where nothing is."""
    before = _peak()
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        trial(folder, random.Random(seed))
    except Refused as refusal:
        english = [d.message for d in refusal.diagnostics if not re.search("[一-鿿]", d.message)]
        return f"refused with {english}" if english or not refusal.diagnostics else None
    except Slow:
        return f"more than {SECONDS} s"
    except Exception:
        return traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return f"{_peak()} MB" if before < MEGABYTES < _peak() else None


def _late(*_: object) -> None:
    raise Slow


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(each: int, others: int, seed: int) -> Iterator[str]:
    """Every kind in turn; yields what was found, the kind and the seed before it."""

    with tempfile.TemporaryDirectory() as name:
        wanted = {kind: others if kind in ("formula", "Markdown") else each for kind in TRIALS}
        for number, (kind, trial) in itertools.product(range(max(wanted.values())), TRIALS.items()):
            key = f"{seed} {kind} {number}"
            if number < wanted[kind] and (found := tried(trial, Path(name), key)):
                yield f"{key}: {found}"


def main(given: Sequence[str]) -> int:
    """Run, and tell what was found."""
    each, others, seed = (int(text) for text in (*given, *("3000", "41000", "1")[len(given) :]))
    wrong = 0
    for found in run(each, others, seed):
        print(found, flush=True)
        wrong += 1
    print(f"{6 * each + 2 * others} inputs, seed {seed}: {wrong} found, {_peak()} MB at most")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
