"""The report as pages, drawn from the .docx that would be made now, or from one that was made; and as PDF."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.pipeline import Preview
from reportgen.web import folder
from reportgen.web.gate import Barred
from reportgen.web.pages.common import Room, page, room
from reportgen.web.views.leaves import Leaves, leaves
from reportgen.web.views.whereabouts import plan_address

_NARRATIVE = "叙述."


def show(request: Request) -> Response:
    """The pages; a click on what was generated says where it comes from."""
    here, asked = room(request), _asked(request)
    try:
        previewed = _preview(here, asked)
    except Refused as refusal:
        return page("preview.html", here, "预览", preview=None, asked=asked, notes=refusal.diagnostics)
    shown = _leaves(here, previewed)
    return page("preview.html", here, "预览", preview=previewed, shown=shown, asked=asked, office=pipeline.office())


def style(request: Request) -> Response:
    """The stylesheet of the same pages."""
    here = room(request)
    return Response(_leaves(here, _preview(here, _asked(request))).sheet, media_type="text/css")


def picture(request: Request) -> Response:
    """A picture in them."""
    return drawn_picture(_preview(room(request), _asked(request)), request.path_params["number"])


def drawn_picture(previewed: Preview, number: int) -> Response:
    """Picture `number` of a document, from 0; raises Barred where there is none that can be shown."""
    pictures = previewed.drawn.pictures
    if number >= len(pictures) or not pictures[number].data:
        raise Barred(404, "没有这幅图")
    return Response(pictures[number].data, media_type=pictures[number].type)


def as_pdf(request: Request) -> Response:
    """The same pages as PDF."""
    here, asked = room(request), _asked(request)
    if asked:
        path = _paper(here, asked).path
        name, docx = path.stem, path.read_bytes()
    else:
        with here.desk.lock:
            name, docx = here.title, pipeline.previewed_file(here.looked, here.desk.shelf.press)
    told = {"content-disposition": f"attachment; filename*=utf-8''{quote(name)}.pdf"}
    return Response(pipeline.pdf(docx), media_type="application/pdf", headers=told)


def _asked(request: Request) -> str:
    """The mark of the paper that is to be shown; empty for the report as it would be made now."""
    return str(request.query_params.get("paper", ""))


def _preview(here: Room, paper: str) -> Preview:
    return pipeline.drawn_file(_paper(here, paper).path) if paper else here.desk.preview(here.looked)


def _paper(here: Room, mark: str) -> folder.Paper:
    found = next((one for one in folder.papers(here.home.dept) if one.mark == mark), None)
    if found is None or found.path.suffix.lower() != ".docx":
        raise Barred(404, "这个文件已不在文件夹里")
    return found


def _leaves(here: Room, previewed: Preview) -> Leaves:
    return leaves(previewed.drawn, lambda place: _lead(here, place))


def _lead(here: Room, place: str) -> str:
    """Where what stands at `place` of the report is written."""
    at = f"/d/{here.home.mark}"
    if place.startswith(_NARRATIVE):
        found = here.filled.first_field([place.partition("#")[0].replace(".", "/", 1)])
        return f"{at}/fill/{found[0]}#f:{found[1]}" if found else ""
    told = pipeline.place_of_tag(here.looked, place)
    return "" if told is None else f"{at}/{plan_address(told)}"


ROUTES = [
    Route("/d/{mark}/preview", show),
    Route("/d/{mark}/preview.css", style),
    Route("/d/{mark}/preview.pdf", as_pdf),
    Route("/d/{mark}/preview/picture/{number:int}", picture),
]
