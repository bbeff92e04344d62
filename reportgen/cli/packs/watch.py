"""pack watch."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.packs import tell
from reportgen.cli.packs.found import file_path, loaded
from reportgen.cli.produce import cached
from reportgen.cli.saving import allowed, saved
from reportgen.cli.session import opening, watching
from reportgen.cli.session.waiting import waiting
from reportgen.cli.session.watching import Round
from reportgen.diagnostics import errors
from reportgen.editor import check as checks
from reportgen.editor import papers
from reportgen.packs import pack as packs


@click.command("watch", cls=words.Command)
@click.argument("name", metavar="套件", shell_complete=words.packs)
@click.option("--output", "-o", metavar="文件", type=file_path, help="样稿的文件名（默认 套件-样稿.docx）")
@opening.option
@cached
def watch(name: str, output: Path | None, *, opens: bool, cache: Cache) -> int:
    """看着一个套件的文件：一保存就重新检查，没有错的重出样稿，直到按 Ctrl-C。"""
    target = output or Path(f"{name}-样稿.docx")
    allowed(target, ".docx")
    roots, last = pipeline.pack_roots(), b""
    packs.find(name, roots)

    def look() -> None:
        nonlocal last
        if not _sound(name, roots, cache):
            return
        with waiting("生成样稿"):
            made = papers.preview(loaded(name))
        before, last = last, _written(target, made, last)
        if opens and not before:
            opening.opened(target, show.Out())

    def work() -> Round:
        watching.told(look)
        return Round(frozenset(pipeline.pack_files(name, roots)))

    return watching.watch(work)


def _sound(name: str, roots: tuple[Path, ...], cache: Cache) -> bool:
    """Whether the pack has no errors; what was found is told."""
    out = show.Out()
    with waiting("检查套件"):
        found = checks.check(name, roots, cache)
        found += [] if errors(found) else pipeline.summary_faults(name, roots, cache)
    show.diagnostics(tell.from_here(found, Path.cwd()), out)
    out.print(f"套件“{name}”有错误，样稿没有更新。" if errors(found) else f"套件“{name}”检查通过。")
    return not errors(found)


def _written(target: Path, made: bytes, last: bytes) -> bytes:
    """Write the preview: over that of the last round, while nobody else has changed it."""
    out = show.Out()
    if last and target.is_file() and target.read_bytes() == last:
        files.put({target: made})
    else:
        saved(target, made, out)
    out.print(f"样稿：{target}")
    return made
