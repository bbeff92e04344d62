"""叙述: the texts of one page of the form held against the data, as `check` does."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import room
from reportgen.web.views.mirror import mirror


def told(request: Request) -> Response:
    """What there is to say beside each text of a page, by the name of its field."""
    here, at = room(request), request.path_params["number"]
    if at >= len(here.filled.plans):
        raise Barred(404, "没有这一页")
    fields = [field for group in here.filled.sheet(at).groups for field in group.fields if field.narrative]
    texts = {field.name: field.value for field in fields}
    try:
        with here.desk.lock:
            found = (
                pipeline.narrated(here.home.dept, texts, here.desk.wanted(), here.desk.shelf.press, here.desk.now())
                if any(texts.values())
                else {}
            )
    except Refused:
        return JSONResponse(dict.fromkeys(texts, render("written.html", name="", text="", mirror=None)))
    return JSONResponse(
        {
            field.name: render(
                "written.html",
                name=field.name,
                label=field.label,
                text=field.value,
                mirror=mirror(field.value, found.get(field.name, ())),
            )
            for field in fields
        }
    )


ROUTES = [Route("/d/{mark}/narrative/{number:int}", told)]
