"""The application: every route, behind the guard."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from reportgen.accounts import account
from reportgen.diagnostics import Refused
from reportgen.web.gate import Barred, Gate
from reportgen.web.guard import Guard
from reportgen.web.page import render
from reportgen.web.pages import (
    beside_texts,
    bureau,
    fill,
    home,
    login,
    marks,
    papers,
    preview,
    problems,
    project_forms,
    returned,
    text,
)
from reportgen.web.pages.common import barred, refused
from reportgen.web.warm import WarmDesk

SCREENS = (home, bureau, fill, project_forms, beside_texts, marks, problems, preview, papers, returned, text, login)


def application(desk: WarmDesk, gate: Gate, patience: float = 60.0) -> Guard:
    """The page over the folder of `desk`, behind `gate`."""
    static = Mount("/static", StaticFiles(packages=[("reportgen.web", "static")]))
    app = Starlette(
        routes=[*(route for screen in SCREENS for route in screen.ROUTES), static],
        exception_handlers={Refused: refused, Barred: barred, 404: _missing, Exception: _fault},
    )
    app.state.desk, app.state.gate = desk, gate
    return Guard(app, gate, patience)


def _missing(request: Request, failure: Exception) -> Response:
    return barred(request, Barred(404, "没有这一页"))


def _fault(request: Request, failure: Exception) -> Response:
    """A fault of the program's own, told with nothing of the user's; nothing was written."""
    told = render("fault.html", account=account(failure))
    return JSONResponse({"refused": told}, 500) if request.method == "POST" else HTMLResponse(told, 500)
