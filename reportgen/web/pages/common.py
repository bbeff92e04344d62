"""What all screens share: the department that is asked for, what was posted, answers as pages and as data."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.pipeline import Looked
from reportgen.values import Frozen
from reportgen.web import folder
from reportgen.web.folder import Home
from reportgen.web.gate import LOGIN, Barred
from reportgen.web.page import render
from reportgen.web.views.form import FilledPages
from reportgen.web.views.side import Side, SideLink, links, side
from reportgen.web.views.whereabouts import shown_step
from reportgen.web.warm import WarmDesk

Data = Mapping[str, Any]


class Room(Frozen):
    """One department on the desk."""

    desk: WarmDesk
    home: Home
    looked: Looked
    filled: FilledPages
    side: Side

    @property
    def name(self) -> str:
        """全称, as far as it can be read."""
        office = self._data.get("部门")
        return str((office.get("全称") if isinstance(office, dict) else None) or self.home.label)

    @property
    def year(self) -> str:
        """年度, as far as it can be read."""
        return str(self._data.get("年度") or "")

    @property
    def title(self) -> str:
        """Department and year."""
        return f"{self.name} {self.year}年度" if self.year else self.name

    def links(self, found: Sequence[Diagnostic]) -> list[SideLink]:
        """What is `found`, each with the place where it is seen to."""
        return [*links(self.looked, self.filled, found)]

    @property
    def turns(self) -> dict[str, str]:
        """What would be taken back, and what done again, in words; empty where nothing is."""
        found = pipeline.turns(self.home.dept.parent)
        told = {"back": found.back, "again": found.again}
        return {name: shown_step(step, self.filled).told if step else "" for name, step in told.items()}

    @property
    def _data(self) -> Data:
        data = self.looked.source.data if self.looked.source else None
        return data if isinstance(data, dict) else {}


def room(request: Request) -> Room:
    """The department that the address names; raises Barred where there is none."""
    return look(desk_of(request), home_of(request))


def home_of(request: Request) -> Home:
    """Where that department lies."""
    home = folder.home(desk_of(request).root, request.path_params["mark"])
    if home is None:
        raise Barred(404, "没有这个部门，可能已被移走或改名")
    return home


def look(desk: WarmDesk, home: Home) -> Room:
    """A department as it stands now."""
    looked = desk.look(home.dept)
    filled = FilledPages(looked)
    return Room(desk, home, looked, filled, side(looked, filled, desk.checked_before(looked)))


def desk_of(request: Request) -> WarmDesk:
    """The desk of this server."""
    desk: WarmDesk = request.app.state.desk
    return desk


def page(template: str, here: Room, screen: str, **values: Any) -> Response:
    """A whole screen of a department."""
    return HTMLResponse(render(template, room=here, side=here.side, screen=screen, **values))


def posted(work: Callable[[Request, Data], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A route for what scripts of ours send as JSON."""

    async def answer(request: Request) -> Response:
        body = await request.body()
        try:
            data = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            raise Barred(400, "看不懂浏览器送来的内容") from None
        if not isinstance(data, dict):
            raise Barred(400, "看不懂浏览器送来的内容")
        return await run_in_threadpool(work, request, data)

    return answer


def handed_in(work: Callable[[Request, bytes], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A route for a file that was handed in."""

    async def answer(request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(work, request, body)

    return answer


def text(data: Data, key: str) -> str:
    """A text that was posted; raises Barred where it is none."""
    return as_text(data.get(key, ""))


def as_text(value: object) -> str:
    """`value`, which a browser sent, if it is a text that a file can hold; raises Barred."""
    if not isinstance(value, str) or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Barred(400, "看不懂浏览器送来的内容")
    return value


def number(data: Data, key: str) -> int:
    """A number that was posted, from 0; raises Barred where it is none."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1_000_000:
        raise Barred(400, "看不懂浏览器送来的内容")
    return value


def refused(request: Request, refusal: Exception) -> Response:
    """What is said where something cannot be done: beside what was tried, or as a page."""
    assert isinstance(refusal, Refused)
    found = refusal.diagnostics
    if request.method == "POST":
        return JSONResponse({"refused": render("notes.html", notes=found)}, 409)
    return HTMLResponse(render("refused.html", notes=found), 409)


def barred(request: Request, failure: Exception) -> Response:
    """Why a request is not answered."""
    assert isinstance(failure, Barred)
    if request.method == "POST" and request.url.path != LOGIN:
        return JSONResponse({"refused": render("why.html", why=failure.why)}, failure.status)
    return HTMLResponse(render("barred.html", why=failure.why), failure.status)
