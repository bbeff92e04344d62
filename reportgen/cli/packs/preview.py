"""pack preview."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import show, words
from reportgen.cli.packs.found import file_path, loaded
from reportgen.cli.saving import allowed, saved
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import waiting
from reportgen.editor import papers


@click.command("preview", cls=words.Command)
@click.argument("name", metavar="套件", shell_complete=words.packs)
@click.option("--output", "-o", metavar="文件", type=file_path, help="样稿的文件名（默认 套件-样稿.docx）")
@opening.option
def preview(name: str, output: Path | None, *, opens: bool) -> None:
    """生成一份样稿：标出每个块的起止、每个变量的名称和成段的条件，供改模板时对照。"""
    target = output or Path(f"{name}-样稿.docx")
    allowed(target, ".docx")
    out = show.Out()
    with waiting("生成样稿"):
        made = papers.preview(loaded(name))
    saved(target, made, out)
    out.print(f"样稿：{target}")
    if opens:
        opening.opened(target, out)
