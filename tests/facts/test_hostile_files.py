"""Any bytes under any name of a file that people write: Chinese diagnostics or a right result, soon."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from sample import FUTIAN

from reportgen.facts import department, source
from reportgen.findings import rectification

SAMPLE = FUTIAN.read_bytes()
PARTS = [
    text.encode()
    for text in [
        "[",
        "{",
        "}",
        "]",
        "#",
        "",
        "\t",
        "：",
        "甲",
        "'",
        '"',
        "\x01",
        "&a",
        "*a",
        "!!x",
        "1e999",
        "1,234",
        "（5）",
        "---",
        "%",
        "~",
    ]
]
PARTS += [b": ", b"\n", b"- ", b"|\n", b"\xff", b"? ", b"<<: "]
HOSTILE = {
    "braces": "甲: [" + "{" * 400,
    "brackets": "[" * 3000,
    "dashes": "- " * 3000 + "x",
    "questions": "? " * 1000,
    "long key": "a" * 100_000 + ": 1",
    "control characters": "\x01" * 200_000,
    "unknown keys": "".join(f"k{n}: 1\n" for n in range(2000)),
    "duplicates": "k: 1\n" * 20_000,
    "blanks": (" " * 1990 + "x\n") * 50,
    "tabs": "甲:\n" + "".join(f"\tk{n}: 1\n" for n in range(1000)),
    "large": "甲: 1\n" + "# 说明\n" * 100_000,
}


def told(content: bytes) -> list[str]:
    """Every message, none of which may be without Chinese words; what is read of the whole file takes no time."""
    start = time.process_time()
    made, _, found = department.parse(content, "dept.yaml")
    text = [str(one) for one in found]
    assert time.process_time() - start < 5
    assert (made is not None or found) and all("：" in one and len(one) < 3000 for one in text)
    return text


@pytest.mark.few(4)
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered_soon(content: str) -> None:
    assert told(content.encode())


def test_what_is_too_large_says_the_limit() -> None:
    assert "超过 512 KB" in told(HOSTILE["large"].encode())[0]


@pytest.mark.parametrize("seed", range(150))
def test_bytes_changed_at_random_are_answered(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(SAMPLE[: chance.choice((300, 2000, len(SAMPLE)))])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) + 1)
        content[at : at + chance.choice((0, 0, 1, 30))] = chance.choice(PARTS) * chance.choice((1, 1, 2, 50))
    told(bytes(content))
    found = rectification.interpret(*source.parse(bytes(content), "整改.yaml"))[2]
    assert all("：" in str(one) for one in found)


@pytest.mark.parametrize("name", ["dept.yaml", "整改.yaml"])
def test_what_is_no_ordinary_file_is_told_and_not_waited_for(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for make, word in ((os.mkfifo, "管道"), (os.mkdir, "文件夹")):
        make(path)
        found = department.load(path)[2] if name == "dept.yaml" else rectification.load(tmp_path)[2]
        assert [word in one.message for one in found] == [True]
        (os.rmdir if path.is_dir() else os.unlink)(path)
    path.symlink_to("/dev/zero")
    assert "设备" in str((department.load(path) if name == "dept.yaml" else rectification.load(tmp_path))[2][0])
