"""pack vars."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.diagnostics import Refused, errors
from reportgen.editor import pack_files
from reportgen.editor.catalogue import manual, variables
from reportgen.editor.trial.offered_names import Voice


@click.command("vars", cls=words.Command)
@click.argument("name", metavar="套件")
@click.argument("wanted", metavar="[名称]", required=False)
@click.option("--markdown", is_flag=True, help="打印成 Markdown（docs/变量清单.md 即由此生成）")
@click.pass_context
def vars_(context: click.Context, name: str, wanted: str | None, markdown: bool) -> None:
    """列出模板可用的变量和过滤器：含义、单位、样例；给出名称的一部分时只列有关的。"""
    read = pack_files.read(name, pipeline.pack_roots())
    voice = read.voice
    if voice is None:
        raise Refused(read.diagnostics)
    if markdown:
        click.echo(manual.markdown(voice), nl=False)
    else:
        _listed(voice, wanted)
    if errors(read.diagnostics):
        show.diagnostics(tell.from_here(read.diagnostics, Path.cwd()), show.Out(error=True))
        context.exit(1)


def _listed(voice: Voice, wanted: str | None) -> None:
    found = [v for v in variables.variables(voice) if not wanted or wanted in v.name or wanted in v.meaning]
    tell.variables(found, show.Out())
    if not wanted:
        tell.filters(variables.filters(), show.Out())
