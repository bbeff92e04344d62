"""The departments in the folder, and new ones."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused, error
from reportgen.web import folder
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, desk_of, home_of, look, posted, text


def index(request: Request) -> Response:
    """Every department of the folder; what takes longer is fetched row by row."""
    desk = desk_of(request)
    packs = pipeline.pack_names(desk.root)
    year = desk.now().year - 1
    return HTMLResponse(
        render("home.html", screen="部门", homes=folder.homes(desk.root), packs=packs, year=year, root=str(desk.root))
    )


def row(request: Request) -> Response:
    """Name, year, pack, total, grade and what is missing of one department."""
    desk = desk_of(request)
    with desk.lock:
        here = look(desk, home_of(request))
    return HTMLResponse(render("row.html", room=here, side=here.side))


def new(request: Request, data: Data) -> Response:
    """A department from a pack."""
    desk = desk_of(request)
    year = text(data, "year").strip()
    if not (year.isdecimal() and len(year) == 4):
        raise Barred(400, "年度请写四位数字，如 2025")
    if not text(data, "pack"):
        raise Refused([error("no-pack", "还没有选套件", "请选本单位所在区、本年度的那一个")])
    with desk.lock:
        made = pipeline.begin(desk.root, text(data, "name"), int(year), text(data, "pack"), desk.cache)
    return _opened(request, made.parent.name)


def following(request: Request, data: Data) -> Response:
    """A department from what stays of last year's."""
    desk = desk_of(request)
    with desk.lock:
        made = pipeline.begin_after(desk.root, home_of(request).dept, desk.cache)
    return _opened(request, made.parent.name)


def _opened(request: Request, label: str) -> Response:
    home = next(one for one in folder.homes(desk_of(request).root) if one.label == label)
    return JSONResponse({"go": f"/d/{home.mark}/fill/0"})


ROUTES = [
    Route("/", index),
    Route("/row/{mark}", row),
    Route("/new", posted(new), methods=["POST"]),
    Route("/d/{mark}/following", posted(following), methods=["POST"]),
]
