"""For the bureau, read-only: packs against their parents, the summary of the folder, reports of others audited."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.diagnostics import Refused
from reportgen.pipeline import PackFound
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, desk_of, posted
from reportgen.web.pages.preview import drawn_picture
from reportgen.web.views.leaves import leaves
from reportgen.web.views.summed import summed_table

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listed(request: Request) -> Response:
    """Every pack, with what it inherits from."""
    return HTMLResponse(render("packs.html", screen="套件", packs=pipeline.packs_found(desk_of(request).root)))


def one_pack(request: Request) -> Response:
    """What a pack says differently from its parent."""
    desk, named = desk_of(request), _named(request)
    try:
        changes = pipeline.pack_differences(named, desk.root, desk.cache)
    except Refused as refusal:
        return HTMLResponse(render("pack.html", screen="套件", pack=named, changes=(), notes=refusal.diagnostics))
    return HTMLResponse(render("pack.html", screen="套件", pack=named, changes=changes, notes=()))


def checked(request: Request, data: Data) -> Response:
    """What is wrong with a pack."""
    desk, named = desk_of(request), _named(request)
    found = pipeline.pack_faults(named.name, desk.root, desk.cache)
    return JSONResponse({"html": render("pack_checked.html", notes=found)})


def sample(request: Request) -> Response:
    """A sample of a pack's report, blocks and variables marked."""
    desk, named = desk_of(request), _named(request)
    return _file(pipeline.pack_sample(named.name, desk.root, desk.cache), f"{named.name}-样稿.docx", _WORD)


def drawn_sample(request: Request) -> Response:
    """The same sample as pages."""
    desk, named = desk_of(request), _named(request)
    try:
        preview = desk.sample(named)
    except Refused as refusal:
        found = refusal.diagnostics
        return HTMLResponse(render("sample.html", screen="套件", pack=named, preview=None, notes=found))
    shown = leaves(preview.drawn, _nowhere)
    return HTMLResponse(render("sample.html", screen="套件", pack=named, preview=preview, shown=shown))


def sample_style(request: Request) -> Response:
    """The stylesheet of these pages."""
    return Response(leaves(desk_of(request).sample(_named(request)).drawn, _nowhere).sheet, media_type="text/css")


def sample_picture(request: Request) -> Response:
    """A picture in them."""
    return drawn_picture(desk_of(request).sample(_named(request)), request.path_params["number"])


def _nowhere(place: str) -> str:
    """Nobody has written what stands in a sample."""
    return ""


def summary(request: Request) -> Response:
    """One table of the summary over all results in the folder, and the names of the others."""
    desk = desk_of(request)
    try:
        summed, notes = pipeline.summed([desk.root], cache=desk.cache)
    except Refused as refusal:
        return HTMLResponse(render("summary.html", screen="汇总", names=(), notes=refusal.diagnostics))
    tables = {table.name: table for table in pipeline.summary_tables(summed)}
    chosen = tables.get(request.query_params.get("table", ""), next(iter(tables.values())))
    shown = summed_table(chosen, desk.now().date())
    names = tuple(tables)
    return HTMLResponse(render("summary.html", screen="汇总", names=names, at=chosen.name, shown=shown, notes=notes))


def workbook(request: Request) -> Response:
    """汇总.xlsx."""
    desk = desk_of(request)
    summed, _ = pipeline.summed([desk.root], cache=desk.cache)
    return _file(pipeline.summary_workbook(summed, desk.now().date()), "汇总.xlsx", _EXCEL)


def as_word(request: Request) -> Response:
    """汇总.docx."""
    desk = desk_of(request)
    summed, _ = pipeline.summed([desk.root], cache=desk.cache)
    return _file(pipeline.summary_report(summed, desk.root, cache=desk.cache), "汇总.docx", _WORD)


def audits(request: Request) -> Response:
    """Where reports are handed in to be audited."""
    return HTMLResponse(render("audits.html", screen="核查报告"))


def _named(request: Request) -> PackFound:
    """The pack that the address names, of those that there are; raises Barred."""
    found = pipeline.packs_found(desk_of(request).root)
    named = next((one for one in found if one.name == request.path_params["name"]), None)
    if named is None:
        raise Barred(404, "没有这个套件")
    return named


def _file(data: bytes, name: str, kind: str) -> Response:
    told = {"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(data, media_type=kind, headers=told)


ROUTES = [
    Route("/packs", listed),
    Route("/packs/{name}", one_pack),
    Route("/packs/{name}/check", posted(checked), methods=["POST"]),
    Route("/packs/{name}/sample.docx", sample),
    Route("/packs/{name}/sample", drawn_sample),
    Route("/packs/{name}/sample.css", sample_style),
    Route("/packs/{name}/sample/picture/{number:int}", sample_picture),
    Route("/summary", summary),
    Route("/summary.xlsx", workbook),
    Route("/summary.docx", as_word),
    Route("/audits", audits),
]
