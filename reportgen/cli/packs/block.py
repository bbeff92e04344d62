"""pack block."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.editor import pack_blocks
from reportgen.packs import pack as packs
from reportgen.packs.pack import TEMPLATE


@click.command("block", cls=words.Command)
@click.argument("name", metavar="套件", shell_complete=words.packs)
@click.argument("wanted", metavar="块")
def block(name: str, wanted: str) -> None:
    """把上级模板的一块抄进本套件的 report.docx，供在 Word 里改。

    块名见 pack preview 生成的样稿。
    """
    roots = pipeline.pack_roots()
    path = packs.find(name, roots) / TEMPLATE
    with files.alone(files.homes([path])):
        files.put({path: pack_blocks.with_block(name, wanted, roots)})
    shown = tell.shortened(path, Path.cwd())
    show.Out().print(f"已把块“{wanted}”抄进 {shown}；用 Word 打开，改这一块，再检查一次。")
