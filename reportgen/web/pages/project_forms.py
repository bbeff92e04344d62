"""项目自评: the forms of a department's projects, new ones, and what is entered in one, saved at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.web import folder
from reportgen.web.folder import Paper
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, Room, desk_of, home_of, look, page, posted, room, text
from reportgen.web.pages.entries import after, posted_entries
from reportgen.web.views.project_shown import ProjectShown

Marked = TypeVar("Marked", Paper, ProjectShown)


def listed(request: Request) -> Response:
    """Every form with its name, score, grade and what is missing; the projects that have none."""
    here = room(request)
    shown = _shown(here)
    named = {one.name for one in shown}
    without = [name for row in here.filled.rows.get("项目", ()) if (name := row.get("名称", "")) and name not in named]
    return page("projects.html", here, "项目", projects=shown, without=without)


def show(request: Request) -> Response:
    """One form; the file itself where it cannot be read as one."""
    here = room(request)
    shown = _shown(here)
    one = _of(request, shown)
    if one.looked.source is None:
        return RedirectResponse(f"/d/{here.home.mark}/text?file={quote(_name(here, one))}", 303)
    sheets = [one.filled.sheet(number) for number in range(len(one.filled.plans))]
    return page("project.html", here, "项目", projects=shown, one=one, sheets=sheets, file=_name(here, one), offers={})


def new(request: Request, data: Data) -> Response:
    """A form for one more project."""
    desk, home = desk_of(request), home_of(request)
    name = " ".join(text(data, "name").split())
    if not name:
        raise Barred(400, "请写项目名称，与资料“项目”里的一致")
    with desk.lock:
        made = pipeline.new_project(home.dept, name, cache=desk.cache)
    return JSONResponse({"go": f"/d/{home.mark}/project/{folder.marked([made])[0].mark}"})


def enter(request: Request, data: Data) -> Response:
    """What was entered, into the form; its marks as they are now."""
    desk, home = desk_of(request), home_of(request)
    entries = posted_entries(data)
    with desk.lock:
        path = _of(request, folder.marked(pipeline.project_files(home.dept))).path
        seen, beside = text(data, "seen"), home.dept.parent
        entered = pipeline.enter(path, pipeline.project_form(), entries, seen, desk.now(), beside)
        now = look(desk, home)
    shown = _shown(now)
    one = _of(request, shown)
    regions = {
        "seen": one.looked.seen,
        "side": render("project_side.html", room=now, one=one),
        "tabs": render("project_tabs.html", room=now, projects=shown, one=one),
    }
    return JSONResponse({**regions, **after(entries, entered, one.filled)})


def _shown(here: Room) -> list[ProjectShown]:
    looked = pipeline.look_projects(here.looked, here.desk.wanted())
    papers = folder.marked(one.path for one in looked)
    return [ProjectShown(paper, one) for paper, one in zip(papers, looked, strict=True)]


def _of(request: Request, found: Iterable[Marked]) -> Marked:
    """The one that the address names; raises Barred where there is none."""
    one = next((one for one in found if one.mark == request.path_params["project"]), None)
    if one is None:
        raise Barred(404, "没有这份项目自评表，可能已被移走或改名")
    return one


def _name(here: Room, one: ProjectShown) -> str:
    """The file from the folder of the department."""
    return one.path.relative_to(here.home.dept.parent).as_posix()


ROUTES = [
    Route("/d/{mark}/projects", listed),
    Route("/d/{mark}/projects", posted(new), methods=["POST"]),
    Route("/d/{mark}/project/{project}", show),
    Route("/d/{mark}/project/{project}", posted(enter), methods=["POST"]),
]
