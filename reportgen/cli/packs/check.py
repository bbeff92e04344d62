"""pack check."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.cli.packs.found import file_path
from reportgen.cli.produce import cached
from reportgen.cli.saving import allowed, saved
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import errors
from reportgen.editor import check as checks


@click.command("check", cls=words.Command)
@click.argument("name", metavar="套件", shell_complete=words.packs)
@click.option("--annotate", metavar="文件", type=file_path, help="另存一份 Word 模板，问题写成批注")
@cached
@click.pass_context
def check(context: click.Context, name: str, annotate: Path | None, cache: Cache) -> None:
    """检查一个套件：指标体系、算式、措辞、用例和 Word 模板，所有问题一次列出。"""
    if annotate:
        allowed(annotate, ".docx")
    roots, out = pipeline.pack_roots(), show.Out()
    with waiting("检查套件"):
        found = checks.check(name, roots, cache)
        beside = [] if errors(found) else pipeline.summary_faults(name, roots, cache)
    show.diagnostics(tell.from_here([*found, *beside], Path.cwd()), out)
    if annotate:
        saved(annotate, checks.annotated(name, roots, found), out)
        out.print(f"带批注的模板：{annotate}")
    if errors([*found, *beside]):
        context.exit(1)
    out.print(f"套件“{name}”检查通过。")
