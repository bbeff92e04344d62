"""The files as text, to be mended where they cannot be read as a form; and the history of what was done to them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.pipeline import Step
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, Room, desk_of, home_of, look, page, posted, room, text
from reportgen.web.views.whereabouts import shown_step

_FILES = ("dept.yaml", "整改.yaml")


def show(request: Request) -> Response:
    """dept.yaml, 整改.yaml or a project's form in a box, what is wrong with it above."""
    here = room(request)
    name = _file(here, request.query_params.get("file", _FILES[0]))
    words, seen = _read(here, name)
    path = here.home.dept.parent / name
    notes = [one for one in here.looked.told if one.position and Path(one.position.file) == path]
    return page(
        "text.html", here, "原文", files=dict.fromkeys((*_FILES, name)), file=name, words=words, seen=seen, notes=notes
    )


def save(request: Request, data: Data) -> Response:
    """The text as somebody typed it, right or wrong, unless the file was changed meanwhile; then both are shown."""
    here = room(request)
    name, home = _file(here, text(data, "file")), here.home.dept.parent
    try:
        with here.desk.lock:
            pipeline.rewrite(home / name, text(data, "text"), text(data, "seen"), here.desk.now(), home)
    except Refused as refusal:
        words, seen = _read(here, name)
        return JSONResponse({"refused": render("both.html", notes=refusal.diagnostics, words=words, seen=seen)}, 409)
    return JSONResponse({"go": f"/d/{here.home.mark}/text?file={quote(name)}"})


def _file(here: Room, name: str) -> str:
    dept = here.home.dept
    if name not in _FILES and name not in {p.relative_to(dept.parent).as_posix() for p in pipeline.project_files(dept)}:
        raise Barred(404, "没有这个文件")
    return name


def _read(here: Room, name: str) -> tuple[str, str]:
    return pipeline.as_text(here.home.dept.parent / name)


def history(request: Request) -> Response:
    """What was changed in this page, the newest first."""
    here = room(request)
    steps = [(step, shown_step(step, here.filled)) for step in reversed(pipeline.steps(here.home.dept.parent))]
    return page("history.html", here, "历史", steps=steps)


def undo(request: Request, data: Data) -> Response:
    """The last step taken back, wherever it was made; its place is shown."""
    return _turned(request, pipeline.undo, "已撤销")


def redo(request: Request, data: Data) -> Response:
    """The step taken back last done again likewise."""
    return _turned(request, pipeline.redo, "已重做")


def _turned(request: Request, turn: Callable[[Path], Step], said: str) -> Response:
    desk, home = desk_of(request), home_of(request)
    with desk.lock:
        step = shown_step(turn(home.dept.parent), look(desk, home).filled)
    return JSONResponse({"told": f"{said}：{step.told}", "place": f"/d/{home.mark}/{step.to}"})


def check(request: Request) -> Response:
    """Everything that a build would say."""
    here = room(request)
    try:
        found = here.desk.checked(here.looked)
        here = look(here.desk, here.home)  # the panel beside it tells the same
    except Refused as refusal:
        found = [*map(pipeline.as_missing, refusal.diagnostics)]
    return page("check.html", here, "核查", links=here.links(found))


def told(request: Request) -> Response:
    """The panel beside a page, as things stand now; asked for it `whole`, with what a check of the report says."""
    here = room(request)
    if request.query_params.get("whole") and here.side.unread:
        with suppress(Refused):
            here.desk.checked(here.looked)
            here = look(here.desk, here.home)
    return HTMLResponse(render("side.html", room=here, side=here.side))


ROUTES = [
    Route("/d/{mark}/text", show),
    Route("/d/{mark}/text", posted(save), methods=["POST"]),
    Route("/d/{mark}/history", history),
    Route("/d/{mark}/undo", posted(undo), methods=["POST"]),
    Route("/d/{mark}/redo", posted(redo), methods=["POST"]),
    Route("/d/{mark}/check", check),
    Route("/d/{mark}/side", told),
]
