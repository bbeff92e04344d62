"""pack new."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cli import show, words
from reportgen.editor import new as packs_new
from reportgen.packs.pack import TEMPLATE

_GENERAL = "base"  # what a framework written from nothing takes everything else from


@click.command("new", cls=words.Command)
@click.argument("name", metavar="新套件")
@click.option(
    "--from",
    "parent",
    metavar="上级套件",
    shell_complete=words.packs,
    help="从哪个套件继承，如 base、futian",
)
@click.option("--empty", is_flag=True, help="指标体系从头写；版式、通用措辞和常用算式用通用套件的")
@click.option(
    "--dir", "folder", metavar="文件夹", type=click.Path(path_type=Path), help="套件放在哪里（默认 ./templates）"
)
def new(name: str, parent: str | None, folder: Path | None, *, empty: bool) -> None:
    """新建一个套件：继承上级，附可改之处的例子，马上可以生成报告。"""
    if (parent is None) != empty:
        raise click.UsageError("--from 上级套件 和 --empty 写其中一个", click.get_current_context())
    roots = pipeline.pack_roots()
    made = packs_new.new(name, parent or _GENERAL, folder or Path("templates"), roots, empty=empty)
    target = next(iter(made)).parent
    files.write_folder(target, {path.name: data for path, data in made.items()})
    files.write_beside(packs_new.schemas(target.parent))
    out = show.Out()
    out.print(f"已新建：{target}")
    if not (target / TEMPLATE).exists():
        out.print(f"上级模板没有分块，沿用上级的 {TEMPLATE}；要改的，把上级的复制到 {target} 再改。")
    out.print(f"改好后用 reportgen pack check {name} 检查；dept.yaml 里写“套件: {name}”即可生成报告。")
