"""The editors' manual does what it says: every command, in order, on a copy of the packs and samples."""

import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from manual import MANUAL, REPOSITORY, Block, Reader, blocks

from reportgen.cli.packs import pack
from reportgen.editor import check

IMAGE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)]+)\)")


@pytest.fixture(scope="module")
def text() -> str:
    return MANUAL.read_text("utf-8")


def reader(folder: Path) -> Reader:
    for name in ("templates", "data"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return Reader(folder)


def document_text(path: Path) -> str:
    return "".join(t.text or "" for t in Document(str(path)).element.body.iter(qn("w:t")))


@pytest.mark.slow
def test_manual_can_be_followed(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # tables in one piece
    monkeypatch.setattr(check, "_without_one", lambda *_: [])  # in each of its twenty checks: see test_lacking.py
    user = reader(tmp_path)
    wrong = [found for block in blocks(text) for found in user.follow(block)]
    assert not wrong, "\n\n".join(wrong)
    report = document_text(tmp_path / "试用2022" / "报告.docx")
    for words in ("根据区财政局的统一部署，我局对2021年度", "（年初预算43189.21万元）", "结余", "1904.38"):
        assert words in report
    assert "后续工作计划" not in report
    assert "后续工作计划" in document_text(REPOSITORY / "templates" / "base" / "report.docx")
    shown = " ".join(user.commands)
    for command in ("new", "check", "preview", "vars", "diff", "show"):
        assert f"reportgen pack {command} " in shown
    assert "reportgen build " in shown


def test_manual_names_every_pack_command_of_the_program(text: str) -> None:
    assert [name for name in pack.later if f"pack {name}" not in text] == []


def test_every_chapter_is_in_the_table_of_contents(text: str) -> None:
    listed = re.findall(r"\[([^]]+)\]\(#", next(line for line in text.splitlines() if line.startswith("**目录**")))
    assert listed == re.findall("^## (.+)$", text, re.MULTILINE)


def test_messages_explained_are_those_of_the_program(text: str) -> None:
    program = "\n".join(path.read_text("utf-8") for path in (REPOSITORY / "reportgen").rglob("*.py"))
    rows = text.partition("## 常见信息怎么办")[2].splitlines()
    messages = [row.split(" | ")[0].removeprefix("| ") for row in rows if row.startswith("| ")][1:]
    assert len(messages) >= 15
    assert [m for m in messages for piece in m.split("…") if piece.strip("“”") not in program] == []


def test_pictures_are_there_and_small(text: str) -> None:
    pictures = [MANUAL.parent / image["path"] for image in IMAGE.finditer(text)]
    assert 4 <= len(pictures) <= 6
    assert {p.name for p in pictures} == {p.name for p in (MANUAL.parent / "images").glob("manual-*.png")}
    for picture in pictures:
        assert picture.stat().st_size < 200_000


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        (Block("bash", (), "reportgen pack diff base base\n", 1), ""),
        (Block("bash", (), "reportgen pack diff base nowhere\n", 1), "退出码是 1，应是 0"),
        (Block("bash", ("退出码=1",), "reportgen pack diff base base\n", 1), "退出码是 0，应是 1"),
        (Block("bash", (), "rm -r templates\n", 1), "不是本工具的命令"),
        (Block("text", (), "从来没有打印过的话\n", 1), "没有打印"),
        (Block("word", ("替换", "templates/futian/report.docx"), "没有这一句\n换成这一句\n", 1), "没有“没有这一句”"),
    ],
)
def test_what_is_not_so_is_told(block: Block, wrong: str, tmp_path: Path) -> None:
    found = reader(tmp_path).follow(block)
    assert wrong in found[0] if wrong else found == []
