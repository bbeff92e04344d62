"""draft: the problems and what to do about them, written into 整改.yaml for people to finish."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session.waiting import waiting


@click.command("draft", cls=words.Command)
@dept_file
@pack_name
@cached
def draft(dept: Path, pack: str | None, cache: Cache) -> None:
    """写成或更新 DEPT.YAML 旁的整改.yaml：每处扣分一个条目，改过的文字保留，数字变了的标出。"""
    out = show.Out()
    with waiting("起草整改部分"):
        drafted = pipeline.draft(dept, pipeline.Wanted(pack, cache))
    show.diagnostics(drafted.diagnostics, out)
    counts = drafted.counts
    done = [
        f"{what} {count} 条"
        for what, count in (
            ("新写", counts.new),
            ("更新", counts.changed),
            ("移到“已消除”", counts.gone),
            ("移回", counts.returned),
        )
        if count
    ]
    if not drafted.changed:
        out.print("没有需要更新的内容。")
    else:
        out.print(f"整改条目：{'，'.join(done)}。")
        out.print(f"请打开补充标有“待填”的内容：{drafted.path}")
