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
from reportgen.packs.wording import Wording

_IN_SENTENCES = "措辞（wording.yaml）里另外可用的名称："


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
        _listed(voice, read.sentences, wanted)
    if errors(read.diagnostics):
        show.diagnostics(tell.from_here(read.diagnostics, Path.cwd()), show.Out(error=True))
        context.exit(1)


def _listed(voice: Voice, wording: Wording | None, wanted: str | None) -> None:
    """The names of templates, then those that only sentences have; all, or those that `wanted` is in."""
    out = show.Out()
    of_sentences = variables.of_sentences(voice, wording) if wording else []
    for head, names in (("", variables.variables(voice)), (_IN_SENTENCES, of_sentences)):
        found = [one for one in names if not wanted or wanted in one.name or wanted in one.meaning]
        if found and head:
            out.print(head)
        if found or not (head or wanted):
            tell.variables(found, out)
        elif not head and not any(str(wanted) in one.name for one in of_sentences):
            out.print(f"没有含“{wanted}”的名称。")
    if not wanted:
        tell.filters(variables.filters(), out)
