"""The form: its pages, and what is entered in them, saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Position, Refused, error
from reportgen.pipeline import Add, Drop, FormEntry, Put
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, Room, as_text, desk_of, home_of, look, number, page, posted, room, text

_MOST = 5000  # entries at once: what a paste of a thousand rows takes


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
    return page("fill.html", here, "填报", tabs=here.filled.tabs(), at=at, sheet=here.filled.sheet(at))


def enter(request: Request, data: Data) -> Response:
    """What was entered, into dept.yaml; the marks as they are now."""
    desk, home = desk_of(request), home_of(request)
    entries = _entries(data.get("entries"))
    form = desk.look(home.dept).form
    if form is None:
        raise Refused([error("broken", "资料现在读不了，没有写入", "请到“原文”页改正", Position(str(home.dept)))])
    with desk.lock:
        entered = pipeline.enter(home.dept, form, entries, text(data, "seen"), desk.now())
        now = look(desk, home)
    at = number(data, "page")
    answer = {
        "seen": now.looked.seen,
        "elsewhere": entered.elsewhere,
        "values": {one.name: now.filled.value(one.name) for one in entries if isinstance(one, Put)},
        "conflicts": {one.name: now.filled.value(one.name) for one in entries if _conflict(one, now)},
        "lost": sum(not isinstance(one, Put) for one in entries) and len(entered.conflicts),
        "side": render("side.html", room=now, side=now.side),
        "tabs": render("tabs.html", room=now, tabs=now.filled.tabs(), at=at),
        "notes": {name: render("notes.html", notes=told) for name, told in now.filled.said.items() if name},
        "tables": _tables(now, at, entries),
    }
    return JSONResponse(answer)


def _conflict(entry: FormEntry, now: Room) -> bool:
    """Whether a field says neither what was typed nor what the writer saw."""
    if not isinstance(entry, Put):
        return False
    stands = now.filled.value(entry.name)
    return bool(stands) and stands != entry.was and not _said(stands, entry.text)


def _said(stands: str, typed: str) -> bool:
    return "".join(stands.split()) == "".join(typed.split())


def _tables(now: Room, at: int, entries: Sequence[FormEntry]) -> dict[str, str]:
    """The tables whose rows came or went, drawn anew."""
    changed = {one.name for one in entries if not isinstance(one, Put)}
    tables = now.filled.sheet(at).tables if changed and at < len(now.filled.plans) else ()
    return {table.name: render("table.html", table=table) for table in tables if table.name in changed}


def _entries(given: Any) -> list[FormEntry]:
    if not isinstance(given, list) or not 0 < len(given) <= _MOST:
        raise Barred(400, "看不懂浏览器送来的内容")
    return [_entry(one) for one in given]


def _entry(one: Any) -> FormEntry:
    match one:
        case {"put": name}:
            return Put(as_text(name), text(one, "text"), text(one, "was"))
        case {"add": name, "cells": dict(cells)}:
            return Add(as_text(name), {as_text(key): as_text(value) for key, value in cells.items()})
        case {"drop": name, "was": dict(was)}:
            seen = {as_text(key): as_text(value) for key, value in was.items()}
            return Drop(as_text(name), number(one, "number"), seen)
    raise Barred(400, "看不懂浏览器送来的内容")


ROUTES = [
    Route("/d/{mark}", first),
    Route("/d/{mark}/fill/{number:int}", sheet),
    Route("/d/{mark}/enter", posted(enter), methods=["POST"]),
]
