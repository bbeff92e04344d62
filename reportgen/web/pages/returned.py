"""Reports that are handed in: edited ones taken back change by change, any finished one audited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportgen import files, pipeline
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import desk_of, handed_in, look, room

_KINDS = (".docx", ".pdf", ".txt")


def changes(request: Request, data: bytes) -> Response:
    """What somebody changed in a report, nothing of it written: each with a tick."""
    here = room(request)
    with _kept(request, data, (".docx",)) as report, here.desk.lock:
        seen = pipeline.examine(report, here.home.dept, here.desk.wanted(), here.desk.shelf.press)
    return JSONResponse({"html": render("changes.html", room=here, edits=seen.edits, notes=seen.diagnostics)})


def absorb(request: Request, data: bytes) -> Response:
    """The changes that were ticked, into dept.yaml and 整改.yaml."""
    here = room(request)
    ticked = frozenset(request.query_params.getlist("take"))
    desk, inputs = here.desk, here.looked.inputs
    if inputs is None:
        raise Barred(409, "资料有错误，改正后才能收回")
    with _kept(request, data, (".docx",)) as report, desk.lock:
        absorbed = pipeline.take_back(report, here.looked, ticked, desk.shelf.press(inputs.pack), desk.now())
    html = render("absorbed.html", written=absorbed.written, waiting=absorbed.waiting, notes=absorbed.diagnostics)
    now = look(desk, here.home)
    return JSONResponse({"html": html, "side": render("side.html", room=now, side=now.side)})


def audit(request: Request, data: bytes) -> Response:
    """A finished report held against itself, its pack's rules, and (in a department's page) its data."""
    desk = desk_of(request)
    dept = room(request).home.dept if "mark" in request.path_params else None
    with _kept(request, data, _KINDS) as report, desk.lock:
        audited = pipeline.audit(report, dept=dept, cache=desk.cache)
    return JSONResponse({"html": render("audited.html", audited=audited, name=_name(request))})


@contextmanager
def _kept(request: Request, data: bytes, kinds: tuple[str, ...]) -> Iterator[Path]:
    """What was handed in as a file, as long as it is looked at, under the name that it was given."""
    name = _name(request)
    if Path(name).suffix.lower() not in kinds:
        raise Barred(415, f"请选 {'、'.join(kinds)} 文件；.doc、.wps 请先另存为 .docx")
    with TemporaryDirectory(prefix="reportgen-") as place:
        path = Path(place) / name
        path.write_bytes(data)
        yield path


def _name(request: Request) -> str:
    given = unquote(request.headers.get("x-name", "")).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = given.rpartition(".")
    return files.safe_name(stem or "报告", f"{dot}{suffix}")


ROUTES = [
    Route("/d/{mark}/returned", handed_in(changes), methods=["POST"]),
    Route("/d/{mark}/absorb", handed_in(absorb), methods=["POST"]),
    Route("/d/{mark}/audit", handed_in(audit), methods=["POST"]),
    Route("/audit", handed_in(audit), methods=["POST"]),
]
