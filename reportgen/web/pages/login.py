"""The password, where the page is open to other machines."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reportgen.web.gate import LOGIN, Gate
from reportgen.web.guard import admitted
from reportgen.web.page import render


def ask(request: Request) -> Response:
    """The box for the password."""
    return HTMLResponse(render("login.html", wrong=False))


async def admit(request: Request) -> Response:
    """Home, if the password is right."""
    gate: Gate = request.app.state.gate
    given = parse_qs((await request.body()).decode("utf-8", "replace")).get("password", [""])[0]
    if not gate.password:
        return RedirectResponse("/", 303)
    return admitted(gate) if gate.admits(given) else HTMLResponse(render("login.html", wrong=True), 403)


ROUTES = [Route(LOGIN, ask), Route(LOGIN, admit, methods=["POST"])]
