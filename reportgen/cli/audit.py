"""audit: any finished report, made here or not, held against itself, the rules of a pack, and dept.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from reportgen import __version__, pipeline
from reportgen.audit import exports
from reportgen.audit.auditing import Audited
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, pack_name
from reportgen.cli.saving import allowed, saved
from reportgen.cli.session.waiting import Waiting, waiting
from reportgen.diagnostics import Position, Refused, Severity, error
from reportgen.statements import Remark, codes
from reportgen.values import Frozen

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_SLOW = 10  # pages: more are read with progress told
_FORM_OF = {".txt": "text", ".json": "json", ".sarif": "sarif", ".docx": "docx", ".xlsx": "xlsx"}
_FORMS = tuple(_FORM_OF.values())


class Line(Frozen):
    """A line of what is told, as a terminal shows it."""

    text: str
    colour: str | None = None
    bold: bool = False


@click.command("audit", cls=words.Command)
@click.argument("report", metavar="报告", type=click.Path(path_type=Path))
@pack_name
@click.option("--data", "dept", metavar="DEPT.YAML", type=click.Path(path_type=Path), help="再与这份资料核对")
@click.option(
    "--format", "form", type=click.Choice(_FORMS), help="text（默认）、json、sarif、docx、xlsx；写了 -o 的按后缀"
)
@click.option("--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="结果的文件名（默认放在报告旁）")
@click.option("--annotate", is_flag=True, help="另存一份 .docx，在每处加批注")
@cached
def audit(  # noqa: PLR0913 - one for each option
    report: Path,
    pack: str | None,
    dept: Path | None,
    *,
    form: str | None,
    output: Path | None,
    annotate: bool,
    cache: Cache,
) -> None:
    """核查一份写好的报告（.docx、.pdf、.txt）：数字是否算得出、前后是否一致、扣分是否有问题。"""
    form = form or _form(output, annotate=annotate)
    if output:
        allowed(output, ".docx" if annotate and form == "text" else _suffix(form, output))
    with waiting("读取并核查报告") as at:
        audited = pipeline.audit(report, pack, lambda done, total: _progress(at, done, total), dept=dept, cache=cache)
    show.diagnostics(audited.noted, show.Out(error=True))
    if form in ("docx", "xlsx"):
        made = exports.as_docx if form == "docx" else pipeline.opinions_workbook
        _write(output or report.with_name(f"{exports.title(report.stem)}.{form}"), made(audited.remarks, report.stem))
    elif form == "text" and (annotate or not output):
        _told(audited)
    else:
        told = _data(audited, form)
        if output:
            _write(output, told.encode())
        else:
            click.echo(told, nl=False)
    if annotate:
        _annotated(audited, output if form == "text" else None)


def _form(output: Path | None, *, annotate: bool) -> str:
    """The form that the suffix of `output` asks for; where that is a copy with comments, text is shown."""
    if output is None or annotate:
        return "text"
    if (form := _FORM_OF.get(output.suffix.lower())) is None:
        hint = f"请以 {'、'.join(_FORM_OF)} 之一作后缀，如“{output.stem}.txt”"
        raise Refused([error("output-suffix", "看不出要写成什么格式", hint, Position(str(output)))])
    return form


def _suffix(form: str, output: Path) -> str:
    """The suffix that `output` must have; SARIF is JSON."""
    if form == "sarif" and output.suffix.lower() == ".json":
        return ".json"
    return next(suffix for suffix, own in _FORM_OF.items() if own == form)


def _data(audited: Audited, form: str) -> str:
    if form == "text":
        return "\n".join(line.text for line in _lines(audited)) + "\n"
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


def _progress(at: Waiting, done: int, total: int) -> None:
    if total > _SLOW:
        at.doing = f"读取报告：已读 {done}/{total} 页"


def _told(audited: Audited) -> None:
    _shown(_lines(audited), show.Out())


def _lines(audited: Audited) -> Iterator[Line]:
    """The report that was looked at, and the remarks in groups of their kind."""
    against = f"，评分标准按套件“{audited.pack.name}”" if audited.pack else ""
    yield Line(f"核查：{audited.path}{against}")
    yield from _remarks(audited.remarks)


def remarks(found: Sequence[Remark], out: show.Out) -> None:
    """Remarks kind by kind, and how many of each level there are."""
    _shown(_remarks(found), out)


def _shown(lines: Iterable[Line], out: show.Out) -> None:
    for line in lines:
        out.print(line.text, colour=line.colour, bold=line.bold)


def _remarks(found: Sequence[Remark]) -> Iterator[Line]:
    for name in dict.fromkeys(codes.kind(remark.code) for remark in sorted(found, key=lambda r: r.code)):
        yield Line(f"【{name}】", bold=True)
        for remark in found:
            if codes.kind(remark.code) == name:
                yield from _remark(remark)
    counts = [(level, sum(remark.level is level for remark in found)) for level in Severity]
    told = "，".join(f"{level.value} {number} 条" for level, number in counts if number)
    yield Line(f"核查意见：{told or '没有'}")


def _remark(remark: Remark) -> Iterator[Line]:
    line = f"第{remark.place.line}行 " if remark.place.line else ""
    yield Line(f"{remark.level.value} {remark.code} {line}{remark.place.words}", _COLOURS[remark.level])
    yield Line(f"    原文：{remark.quote}")
    yield Line(f"    {remark.said}" + (f" → {remark.expected}" if remark.expected else ""))
