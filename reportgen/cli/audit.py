"""audit: any finished report, made here or not, held against itself, the rules of a pack, and dept.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import __version__, pipeline
from reportgen.audit import exports
from reportgen.audit.auditing import Audited
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, pack_name
from reportgen.cli.saving import allowed, saved
from reportgen.diagnostics import Position, Refused, Severity, error
from reportgen.statements import Remark, codes

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_SLOW = 10  # pages: more are read with progress told
_FORMS = ("text", "json", "sarif", "docx", "xlsx")


@click.command("audit", cls=words.Command)
@click.argument("report", metavar="报告", type=click.Path(path_type=Path))
@pack_name
@click.option("--data", "dept", metavar="DEPT.YAML", type=click.Path(path_type=Path), help="再与这份资料核对")
@click.option(
    "--format", "form", default="text", type=click.Choice(_FORMS), help="text（默认）、json、sarif、docx、xlsx"
)
@click.option("--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="结果的文件名（默认放在报告旁）")
@click.option("--annotate", is_flag=True, help="另存一份 .docx，在每处加批注")
@cached
def audit(  # noqa: PLR0913 - one for each option
    report: Path, pack: str | None, dept: Path | None, *, form: str, output: Path | None, annotate: bool, cache: Cache
) -> None:
    """核查一份写好的报告（.docx、.pdf、.txt）：数字是否算得出、前后是否一致、扣分是否有问题。"""
    if output:
        allowed(output, _suffix(form, output))
    audited = pipeline.audit(report, pack, _progress, dept=dept, cache=cache)
    show.diagnostics(audited.noted, show.Out(error=True))
    if form in ("docx", "xlsx"):
        made = exports.as_docx if form == "docx" else pipeline.opinions_workbook
        _write(output or report.with_name(f"{exports.title(report.stem)}.{form}"), made(audited.remarks, report.stem))
    elif form == "text":
        _told(audited)
    else:
        told = _data(audited, form)
        if output:
            _write(output, told.encode())
        else:
            click.echo(told, nl=False)
    if annotate:
        _annotated(audited, output if form == "text" else None)


def _suffix(form: str, output: Path) -> str:
    """The suffix that `output` must have; SARIF is JSON, and a copy with comments is a .docx."""
    if form == "sarif" and output.suffix.lower() == ".json":
        return ".json"
    return ".docx" if form == "text" else f".{form}"


def _data(audited: Audited, form: str) -> str:
    if form == "json":
        return exports.as_json(audited.remarks)
    return exports.as_sarif(audited.remarks, str(audited.path), __version__, codes.titles())


def _annotated(audited: Audited, output: Path | None) -> None:
    """A copy of the report with comments beside it."""
    path = audited.path
    if path.suffix.lower() != ".docx":
        message = "只有 .docx 报告可以加批注"
        raise Refused([error("annotate", message, "其他格式请用 --format docx 出核查意见表", Position(str(path)))])
    made, left = exports.as_comments(audited.remarks, path.read_bytes(), dt.datetime.now().astimezone())
    _write(output or path.with_name(f"{path.stem}（核查批注）.docx"), made)
    if left:
        show.Out(error=True).print(f"有 {left} 条意见没有对应的段落，未加批注，见核查意见表。")


def _write(path: Path, data: bytes) -> None:
    out = show.Out(error=True)
    saved(path, data, out)
    out.print(f"已写出：{path}")


def _progress(done: int, total: int) -> None:
    if total > _SLOW and done % _SLOW == 0:
        click.echo(f"已读 {done}/{total} 页", err=True)


def _told(audited: Audited) -> None:
    """The remarks in groups of their kind."""
    out = show.Out()
    against = f"，评分标准按套件“{audited.pack.name}”" if audited.pack else ""
    out.print(f"核查：{audited.path}{against}")
    remarks(audited.remarks, out)


def remarks(found: Sequence[Remark], out: show.Out) -> None:
    """Remarks kind by kind, and how many of each level there are."""
    for name in dict.fromkeys(codes.kind(remark.code) for remark in sorted(found, key=lambda r: r.code)):
        out.print(f"【{name}】", bold=True)
        for remark in found:
            if codes.kind(remark.code) == name:
                _remark(remark, out)
    counts = [(level, sum(remark.level is level for remark in found)) for level in Severity]
    told = "，".join(f"{level.value} {number} 条" for level, number in counts if number)
    out.print(f"核查意见：{told or '没有'}")


def _remark(remark: Remark, out: show.Out) -> None:
    line = f"第{remark.place.line}行 " if remark.place.line else ""
    out.print(f"{remark.level.value} {remark.code} {line}{remark.place.words}", colour=_COLOURS[remark.level])
    out.print(f"    原文：{remark.quote}")
    out.print(f"    {remark.said}" + (f" → {remark.expected}" if remark.expected else ""))
