"""audit: any finished report, made here or not, held against itself, the rules of a pack, and dept.yaml."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import __version__
from reportgen.audit import forms
from reportgen.audit.auditing import Audited
from reportgen.audit.auditing import audit as run
from reportgen.cli import show, words
from reportgen.cli.produce import pack_name
from reportgen.diagnostics import Severity
from reportgen.statements import Remark, codes

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_SLOW = 10  # pages: more are read with progress told


@click.command("audit", cls=words.Command)
@click.argument("report", metavar="报告", type=click.Path(path_type=Path))
@pack_name
@click.option(
    "--format", "form", default="text", type=click.Choice(["text", "json", "sarif"]), help="text（默认）、json、sarif"
)
def audit(report: Path, pack: str | None, form: str) -> None:
    """核查一份写好的报告（.docx、.pdf、.txt）：数字是否算得出、前后是否一致、扣分是否有问题。"""
    audited = run(report, pack, _progress)
    if form == "json":
        click.echo(forms.as_json(audited.remarks), nl=False)
    elif form == "sarif":
        click.echo(forms.as_sarif(audited.remarks, str(report), __version__, codes.titles()), nl=False)
    else:
        _told(audited)


def _progress(done: int, total: int) -> None:
    if total > _SLOW and done % _SLOW == 0:
        click.echo(f"已读 {done}/{total} 页", err=True)


def _told(audited: Audited) -> None:
    """The remarks in groups of their kind."""
    out = show.Out()
    against = f"，评分标准按套件“{audited.pack.name}”" if audited.pack else ""
    out.print(f"核查：{audited.path}{against}")
    for name in dict.fromkeys(codes.kind(remark.code) for remark in sorted(audited.remarks, key=lambda r: r.code)):
        out.print(f"【{name}】", bold=True)
        for remark in audited.remarks:
            if codes.kind(remark.code) == name:
                _remark(remark, out)
    counts = [(level, sum(remark.level is level for remark in audited.remarks)) for level in Severity]
    told = "，".join(f"{level.value} {number} 条" for level, number in counts if number)
    out.print(f"核查意见：{told or '没有'}")


def _remark(remark: Remark, out: show.Out) -> None:
    line = f"第{remark.place.line}行 " if remark.place.line else ""
    out.print(f"{remark.level.value} {remark.code} {line}{remark.place.words}", colour=_COLOURS[remark.level])
    out.print(f"    原文：{remark.quote}")
    out.print(f"    {remark.said}" + (f" → {remark.expected}" if remark.expected else ""))
