"""A manual read as what it asks of its reader: commands, files to write, changes in Word."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import word_edits

from reportgen.cli import main

REPOSITORY = Path(__file__).resolve().parents[2]
MANUAL = REPOSITORY / "docs" / "区县模板编辑手册.md"

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^<!-- 步骤：(?P<step>\S+) -->$", re.MULTILINE)
_CODE = "退出码="


@dataclass(frozen=True)
class Block:
    """A fenced block, or a step named in a comment: what it is, its arguments, its text, the line it stands at."""

    kind: str
    arguments: tuple[str, ...]
    text: str
    line: int


def blocks(manual: str) -> list[Block]:
    """Everything in `manual` that is to be done, in order."""
    found: list[tuple[int, str, tuple[str, ...], str]] = []
    for fence in _FENCE.finditer(manual):
        kind, *arguments = fence["info"].split() or [""]
        found.append((fence.start(), kind, tuple(arguments), fence["text"]))
    found += [(step.start(), "步骤", (step["step"],), "") for step in _STEP.finditer(manual)]
    return [Block(kind, args, text, manual.count("\n", 0, at) + 1) for at, kind, args, text in sorted(found)]


class Reader:
    """A new user who does what the manual says, in a folder of his own."""

    def __init__(self, folder: Path, steps: Mapping[str, Callable[[Path], None]] = word_edits.STEPS) -> None:
        self.folder, self.steps = folder, steps
        self.output = ""
        self.commands: list[str] = []
        self._doing: dict[str, Callable[[Block], Iterator[str]]] = {
            "bash": self._run,
            "text": self._quoted,
            "yaml": self._yaml,
            "word": self._word,
            "步骤": self._step,
        }

    def follow(self, block: Block) -> list[str]:
        """Do `block`; what was not as the manual says."""
        return [f"第 {block.line} 行：{wrong}" for wrong in self._doing[block.kind](block)]

    def _run(self, block: Block) -> Iterator[str]:
        """Each command, of which only the last may be refused, and only as announced."""
        wanted = next((int(a.removeprefix(_CODE)) for a in block.arguments if a.startswith(_CODE)), 0)
        self.output, lines = "", block.text.splitlines()
        for line in lines:
            self.commands.append(line)
            program, *arguments = shlex.split(line)
            if program != "reportgen":
                yield f"不是本工具的命令：{line}"
                return
            code, printed = self._command(arguments)
            self.output += printed
            expected = wanted if line == lines[-1] else 0
            if code != expected:
                yield f"{line}\n退出码是 {code}，应是 {expected}：\n{printed}"

    def _command(self, arguments: list[str]) -> tuple[int, str]:
        """The exit code of a command given in the reader's folder, and what it printed."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            return main(arguments), printed.getvalue()

    def _quoted(self, block: Block) -> Iterator[str]:
        """Every quoted line is in what the last commands printed; … stands for what was left out."""
        printed = _squeezed(self.output)
        for line in block.text.splitlines():
            pieces = [_squeezed(piece) for piece in line.split("…")]
            if not all(piece in printed for piece in pieces):
                yield f"没有打印“{line.strip()}”：\n{self.output}"

    def _yaml(self, block: Block) -> Iterator[str]:
        """The file is as shown: the block is written over it, or added at its end."""
        *how, name = block.arguments
        path = self.folder / name
        before = path.read_text("utf-8") if how == ["追加"] else ""
        path.write_text(before + block.text, "utf-8")
        yield from ()

    def _word(self, block: Block) -> Iterator[str]:
        """Paragraphs added at the end of a template, or one sentence put in another's place."""
        how, name = block.arguments
        lines = [line for line in block.text.splitlines() if line.strip()]
        if not getattr(word_edits, {"追加": "append", "替换": "replace"}[how])(self.folder / name, lines):
            yield f"Word 模板里没有“{lines[0]}”"

    def _step(self, block: Block) -> Iterator[str]:
        self.steps[block.arguments[0]](self.folder)
        yield from ()


def _squeezed(text: str) -> str:
    """`text` without spaces and line ends, which tables put where they please."""
    return re.sub(r"\s+", "", text)
