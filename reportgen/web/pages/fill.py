"""The form: its pages, and what is entered in them, saved at once."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Position, Refused, error
from reportgen.web import folder
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, desk_of, home_of, look, number, page, posted, room, text
from reportgen.web.pages.entries import after, posted_entries


def first(request: Request) -> Response:
    """The first page of the form, or the file itself where it cannot be read as one."""
    here = room(request)
    where = "fill/0" if here.filled.plans else "text"
    return RedirectResponse(f"/d/{here.home.mark}/{where}", 303)


def sheet(request: Request) -> Response:
    """One page of the form."""
    here, at = room(request), request.path_params["number"]
    if not here.filled.plans:
        return RedirectResponse(f"/d/{here.home.mark}/text", 303)
    if at >= len(here.filled.plans):
        raise Barred(404, "没有这一页")
    offers = pipeline.offered(here.home.dept, partial(folder.named, here.desk.root), here.year)
    return page("fill.html", here, "填报", tabs=here.filled.tabs(), at=at, sheet=here.filled.sheet(at), offers=offers)


def enter(request: Request, data: Data) -> Response:
    """What was entered, into dept.yaml; the marks as they are now."""
    desk, home = desk_of(request), home_of(request)
    entries = posted_entries(data)
    form = desk.look(home.dept).form
    if form is None:
        raise Refused([error("broken", "资料现在读不了，没有写入", "请到“原文”页改正", Position(str(home.dept)))])
    with desk.lock:
        entered = pipeline.enter(home.dept, form, entries, text(data, "seen"), desk.now())
        now = look(desk, home)
    tabs = render("tabs.html", room=now, tabs=now.filled.tabs(), at=number(data, "page"))
    beside = {"seen": now.looked.seen, "side": render("side.html", room=now, side=now.side), "tabs": tabs}
    return JSONResponse({**beside, **after(entries, entered, now.filled)})


ROUTES = [
    Route("/d/{mark}", first),
    Route("/d/{mark}/fill/{number:int}", sheet),
    Route("/d/{mark}/enter", posted(enter), methods=["POST"]),
]
