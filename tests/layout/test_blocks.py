"""A text of several lines in the place of a value, and a file read and written with its encoding and line ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Refused
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Manuscript
from reportgen.layout.prose import put_block

WORDS = "一\n\n  - 二"
PUT = {
    "an empty value": ("叙述:\n  职能:\n  其他: 3\n", "叙述:\n  职能: |\n    一\n\n      - 二\n  其他: 3\n"),
    "an empty value with a comment": ("叙述:\n  职能:  # 待写\n", "叙述:\n  职能: | # 待写\n    一\n\n      - 二\n"),
    "a value in one line": ("叙述:\n  职能: 旧\n", "叙述:\n  职能: |\n    一\n\n      - 二\n"),
    "with a comment": ("叙述:\n  职能: 旧  # 注\n", "叙述:\n  职能: | # 注\n    一\n\n      - 二\n"),
    "in quotes over lines": (
        '叙述:\n  职能: "旧\n    文"\n其他: 3\n',
        "叙述:\n  职能: |\n    一\n\n      - 二\n其他: 3\n",
    ),
    "a block": ("叙述:\n  职能: |\n    旧\n    文\n  其他: 3\n", "叙述:\n  职能: |\n    一\n\n      - 二\n  其他: 3\n"),
    "a fold with a comment": ("叙述:\n  职能: >-  # 注\n    旧\n", "叙述:\n  职能: | # 注\n    一\n\n      - 二\n"),
    "a block indented deeper": (
        "叙述:\n  职能: |\n        旧\n          文\n  其他: 3\n",
        "叙述:\n  职能: |\n        一\n\n          - 二\n  其他: 3\n",
    ),
    "a block that says nothing": (
        "叙述:\n  职能: |\n\n  其他: 3\n",
        "叙述:\n  职能: |\n    一\n\n      - 二\n\n  其他: 3\n",
    ),
    "a group in braces": ("叙述: {职能: 旧, 其他: 3}\n", "叙述:\n  职能: |\n    一\n\n      - 二\n  其他: 3\n"),
}


@pytest.mark.parametrize(("before", "after"), PUT.values(), ids=PUT.keys())
def test_a_text_stands_as_a_block(before: str, after: str) -> None:
    assert put_block(before, ("叙述", "职能"), WORDS) == after


@pytest.mark.parametrize("text", ["叙述:\n  其他: 3\n", "年度: 2021\n"])
def test_a_text_without_its_key_has_no_place(text: str) -> None:
    with pytest.raises(KeyError):
        put_block(text, ("叙述", "职能"), WORDS)


FILES = {
    "plain": ("甲\n乙\n".encode(), "甲\n乙\n"),
    "of Windows": ("甲\r\n乙\r\n".encode(), "甲\n乙\n"),
    "with a mark": (b"\xef\xbb\xbf" + "甲\n".encode(), "甲\n"),
    "of Windows with a mark": (b"\xef\xbb\xbf" + "甲\r\n".encode(), "甲\n"),
    "GB 18030": ("部门：甲\n".encode("gb18030"), "部门：甲\n"),
    "no line end": ("甲".encode(), "甲"),
}


@pytest.mark.parametrize(("content", "text"), FILES.values(), ids=FILES.keys())
def test_a_file_is_written_as_it_was_read(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "f.yaml").write_bytes(content)
    found = manuscripts.read(tmp_path, "f.yaml")
    assert found.text == text
    manuscripts.replace(found.rewritten(found.text))
    assert (tmp_path / "f.yaml").read_bytes() == content


def test_line_ends_of_both_kinds_stay_as_they_are(tmp_path: Path) -> None:
    mixed = "甲\r\n乙\n".encode()
    (tmp_path / "f.yaml").write_bytes(mixed)
    found = manuscripts.read(tmp_path, "f.yaml")
    assert (found.crlf, found.encoded(found.text)) == (False, mixed)


def test_a_file_that_is_not_there_is_an_empty_text(tmp_path: Path) -> None:
    found = manuscripts.read(tmp_path, "f.yaml")
    assert found == Manuscript(tmp_path / "f.yaml", None, "")
    assert found.encoded("甲\n") == "甲\n".encode()


def test_a_file_saved_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("甲\n", "utf-8")
    found = manuscripts.read(tmp_path, "f.yaml")
    path.write_text("乙\n", "utf-8")
    with pytest.raises(Refused, match="在此期间被人保存过"):
        manuscripts.replace(found.rewritten("丙\n"))
    assert path.read_text("utf-8") == "乙\n"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\x00\x01\x02\xff")
    (tmp_path / "g.yaml").mkdir()
    for name in ("f.yaml", "g.yaml"):
        with pytest.raises(Refused):
            manuscripts.read(tmp_path, name)
