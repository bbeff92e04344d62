"""pack show."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.cli.packs.found import file_path, loaded
from reportgen.cli.saving import allowed, saved
from reportgen.diagnostics import Refused, errors
from reportgen.editor import pack_files, papers
from reportgen.editor.merged import origins


@click.command("show", cls=words.Command)
@click.argument("name", metavar="套件", shell_complete=words.packs)
@click.argument("indicator", metavar="[指标]", required=False)
@click.option("--all", "everything", is_flag=True, help="连同称谓、算式和措辞一起列出")
@click.option("--docx", metavar="文件", type=file_path, help="另存空白评分表（Word），供下发")
@click.option("--xlsx", metavar="文件", type=file_path, help="另存空白评分表（Excel），供下发")
def show_(name: str, indicator: str | None, everything: bool, docx: Path | None, xlsx: Path | None) -> None:
    """列出合并后的指标体系，每个值注明出自哪个文件哪一行；或另存空白评分表。"""
    wanted = [(docx, ".docx", papers.score_table), (xlsx, ".xlsx", pipeline.score_workbook)]
    for path, kind, _ in wanted:
        if path:
            allowed(path, kind)
    out = show.Out()
    if not (docx or xlsx):
        _values(name, indicator, out, everything=everything)
        return
    chosen = loaded(name)
    for path, _, make in wanted:
        if path:
            saved(path, make(chosen), out)
            out.print(f"空白评分表：{path}")


def _values(name: str, indicator: str | None, out: show.Out, *, everything: bool) -> None:
    """The values of a pack, of one with errors as far as it can be read."""
    reading = pack_files.read(name, pipeline.pack_roots())
    chosen = reading.pack
    if chosen is None:
        raise Refused(reading.diagnostics)
    tell.origins(origins.origins(chosen, indicator, everything=everything), out)
    if errors(reading.diagnostics):
        show.diagnostics(tell.from_here(reading.diagnostics, Path.cwd()), show.Out(error=True))
        click.get_current_context().exit(1)
