"""Papers: the report, its review copy and the 台账 made and fetched."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.pipeline import Order
from reportgen.web import folder
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, page, posted, room

_MADE = {
    "report": ("report", False),
    "draft": ("report", True),
    "review": ("review", False),
    "ledger": ("ledger", False),
    "workings": ("workings", False),
    "overall": ("overall", False),
}


def show(request: Request) -> Response:
    """What can be made, what was made, and where edited reports are handed in."""
    here = room(request)
    return page("papers.html", here, "报告", papers=folder.papers(here.home.dept))


def make(request: Request, data: Data) -> Response:
    """One paper, beside dept.yaml, as the command line makes it; what there is to say about it."""
    here, what = room(request), request.path_params["what"]
    if what not in _MADE:
        raise Barred(404, "没有这一种文件")
    desk, (output, draft) = here.desk, _MADE[what]
    order = Order(output, pack=desk.wanted(), draft=draft, press=desk.shelf.press)
    try:
        with desk.lock:
            built = pipeline.produce(here.home.dept, order, desk.now())
    except Refused as refusal:
        return JSONResponse({"refused": render("noted.html", room=here, notes=refusal.diagnostics)}, 409)
    papers = folder.papers(here.home.dept)
    made = next(one for one in papers if one.path.name == built.path.name)
    html = render("made.html", room=here, made=made, papers=papers, notes=built.diagnostics)
    return JSONResponse({"html": html})


def fetch(request: Request) -> Response:
    """One of the files beside dept.yaml."""
    here = room(request)
    found = next((one for one in folder.papers(here.home.dept) if one.mark == request.path_params["paper"]), None)
    if found is None:
        raise Barred(404, "这个文件已不在文件夹里")
    return FileResponse(found.path, filename=found.path.name)


ROUTES = [
    Route("/d/{mark}/papers", show),
    Route("/d/{mark}/make/{what}", posted(make), methods=["POST"]),
    Route("/d/{mark}/paper/{paper}", fetch),
]
