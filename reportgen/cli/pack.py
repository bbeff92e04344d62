"""pack …: the tools of a district's editor."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cli import show, show_pack, words
from reportgen.diagnostics import Refused, errors
from reportgen.editor import check as checks
from reportgen.editor import new as packs_new
from reportgen.editor import papers, reading, sheet
from reportgen.editor.catalogue import manual, variables
from reportgen.editor.merged import diff as differences
from reportgen.editor.merged import origins
from reportgen.editor.trial.names import Voice
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack

file_path = click.Path(path_type=Path)


@click.group("pack", cls=words.Group)
def pack() -> None:
    """区县套件：新建、检查、查看、比较、预览、变量清单。"""


def loaded(name: str) -> Pack:
    """Pack `name`, wherever packs are looked for."""
    return packs.load(name, pipeline.pack_roots())[0]


@pack.command("new")
@click.argument("name", metavar="新套件")
@click.option("--from", "parent", metavar="上级套件", required=True, help="从哪个套件继承，如 base、futian")
@click.option(
    "--dir", "folder", metavar="文件夹", type=click.Path(path_type=Path), help="套件放在哪里（默认 ./templates）"
)
def new(name: str, parent: str, folder: Path | None) -> None:
    """新建一个套件：继承上级，附可改之处的例子，马上可以生成报告。"""
    made = packs_new.new(name, parent, folder or Path("templates"), pipeline.pack_roots())
    for path, data in made.items():
        files.write(path, data)
    out = show.console()
    out.print(f"已新建：{next(iter(made)).parent}", markup=False)
    out.print(f"改好后用 reportgen pack check {name} 检查；dept.yaml 里写“套件: {name}”即可生成报告。", markup=False)


@pack.command("diff")
@click.argument("old", metavar="原套件")
@click.argument("new", metavar="新套件")
def diff(old: str, new: str) -> None:
    """比较两个套件：新的一年或一个区改了什么。"""
    changes = differences.compare(loaded(old), loaded(new))
    show_pack.changes(changes, old, new, show.console())


@pack.command("show")
@click.argument("name", metavar="套件")
@click.argument("indicator", metavar="[指标]", required=False)
@click.option("--all", "everything", is_flag=True, help="连同称谓、算式和措辞一起列出")
@click.option("--docx", metavar="文件", type=file_path, help="另存空白评分表（Word），供下发")
@click.option("--xlsx", metavar="文件", type=file_path, help="另存空白评分表（Excel），供下发")
def show_(name: str, indicator: str | None, everything: bool, docx: Path | None, xlsx: Path | None) -> None:
    """列出合并后的指标体系，每个值注明出自哪个文件哪一行；或另存空白评分表。"""
    chosen, out = loaded(name), show.console()
    for path, make in ((docx, papers.score_table), (xlsx, sheet.score_table)):
        if path:
            files.write(path, make(chosen))
            out.print(f"空白评分表：{path}", markup=False)
    if not (docx or xlsx):
        show_pack.origins(origins.origins(chosen, indicator, everything=everything), out)


@pack.command("preview")
@click.argument("name", metavar="套件")
@click.option("--output", "-o", metavar="文件", type=file_path, help="样稿的文件名（默认 套件-样稿.docx）")
def preview(name: str, output: Path | None) -> None:
    """生成一份样稿：标出每个块的起止、每个变量的名称和成段的条件，供改模板时对照。"""
    target = output or Path(f"{name}-样稿.docx")
    files.write(target, papers.preview(loaded(name)))
    show.console().print(f"样稿：{target}", markup=False)


@pack.command("check")
@click.argument("name", metavar="套件")
@click.option("--annotate", metavar="文件", type=file_path, help="另存一份 Word 模板，问题写成批注")
@click.pass_context
def check(context: click.Context, name: str, annotate: Path | None) -> None:
    """检查一个套件：指标体系、算式、措辞、用例和 Word 模板，所有问题一次列出。"""
    roots, out = pipeline.pack_roots(), show.console()
    found = checks.check(name, roots)
    show.diagnostics(show_pack.from_here(found, Path.cwd()), out)
    if annotate:
        files.write(annotate, checks.annotated(name, roots, found))
        out.print(f"带批注的模板：{annotate}", markup=False)
    if errors(found):
        context.exit(1)
    out.print(f"套件“{name}”检查通过。", markup=False)


@pack.command("vars")
@click.argument("name", metavar="套件")
@click.argument("wanted", metavar="[名称]", required=False)
@click.option("--markdown", is_flag=True, help="打印成 Markdown（docs/变量清单.md 即由此生成）")
@click.pass_context
def vars_(context: click.Context, name: str, wanted: str | None, markdown: bool) -> None:
    """列出模板可用的变量和过滤器：含义、单位、样例；给出名称的一部分时只列有关的。"""
    read = reading.read(name, pipeline.pack_roots())
    voice = read.voice
    if voice is None:
        raise Refused(read.diagnostics)
    if markdown:
        click.echo(manual.markdown(voice), nl=False)
    else:
        _listed(voice, wanted)
    if errors(read.diagnostics):
        show.diagnostics(show_pack.from_here(read.diagnostics, Path.cwd()), show.console(error=True))
        context.exit(1)


def _listed(voice: Voice, wanted: str | None) -> None:
    found = [v for v in variables.variables(voice) if not wanted or wanted in v.name or wanted in v.meaning]
    show_pack.variables(found, show.console())
    if not wanted:
        show_pack.filters(variables.filters(), show.console())
