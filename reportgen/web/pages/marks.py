"""The score table, and each mark explained."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import page, room


def table(request: Request) -> Response:
    """Every indicator with its mark."""
    here = room(request)
    return page("marks.html", here, "评分", asks={link.code: link for link in here.side.missing})


def mark(request: Request) -> Response:
    """How one mark came about; its figures lead to their fields."""
    here = room(request)
    marked = here.looked.marked
    if marked is None:
        raise Barred(404, "资料有错，改正后才能评分")
    told = pipeline.explained(marked.inputs, marked.evaluation, request.path_params["code"])
    if told is None:
        raise Barred(404, "没有这个指标")
    pages = {line.name: here.filled.first_field([line.name.replace(".", "/")]) for line in told.lines}
    link = next((one for one in here.side.missing if one.code == told.code), None)
    return HTMLResponse(render("explained.html", told=told, pages=pages, room=here, link=link))


ROUTES = [Route("/d/{mark}/marks", table), Route("/d/{mark}/mark/{code}", mark)]
