"""整改: each problem with its cause, its measures and how far they have come, saved at once into 整改.yaml."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportgen import pipeline
from reportgen.pipeline import Amendment, NewMeasure, NoMeasure, Reviewed, SeenText
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, look, number, page, posted, room, text
from reportgen.web.views.cards import boxes, problems

_KEYS = ("标题", "描述", "原因", "责任科室", "时限")
_KEYS_OF_MEASURE = ("措施", "责任科室", "时限", "成果", "状态", "完成情况")


def show(request: Request) -> Response:
    """The problems as they stand."""
    here = room(request)
    with here.desk.lock:
        told = problems(here.looked)
    return page("problems.html", here, "整改", told=told)


def bring_up(request: Request, data: Data) -> Response:
    """整改.yaml brought up to date with the marks; what people wrote stays."""
    here = room(request)
    with here.desk.lock:
        drafted = pipeline.bring_up(here.home.dept, here.desk.wanted(), here.desk.now())
    return JSONResponse({"told": pipeline.counted(drafted.counts) or "没有需要更新的内容。", "reload": True})


def amend(request: Request, data: Data) -> Response:
    """One text, one measure more or less, or 过期 settled; of a text that somebody else changed meanwhile both."""
    here = room(request)
    seen = SeenText(text(data, "seen"), text(data, "entry"), text(data, "beside"), text(data, "was"))
    with here.desk.lock:
        amended = pipeline.amend(here.home.dept.parent, _change(data), seen, here.desk.now())
        now = look(here.desk, here.home)
        told = problems(now.looked)
    answer = {
        "cards": [
            {"heading": card.heading, "lacking": render("lacking.html", room=now, card=card)} for card in told.cards
        ],
        "printed": {box: text.printed for box, text in boxes(told).items()},
        "reads": {box: text.reads for box, text in boxes(told).items()},
        "seen": seen.version if amended.elsewhere else now.looked.seen_rectification,
        "elsewhere": amended.elsewhere,
        "theirs": amended.theirs,
        "side": render("side.html", room=now, side=now.side),
    }
    return JSONResponse(answer)


def _change(data: Data) -> Amendment | NewMeasure | NoMeasure | Reviewed:
    """What was asked for; raises Barred where nothing of ours asks so."""
    problem, what = number(data, "problem"), text(data, "what")
    measure = number(data, "measure") if data.get("measure") is not None else None
    if what == "add":
        return NewMeasure(problem, text(data, "text"))
    if what == "drop" and measure is not None:
        return NoMeasure(problem, measure)
    if what == "checked":
        return Reviewed(problem)
    key = text(data, "key")
    if what == "put" and key in (_KEYS if measure is None else _KEYS_OF_MEASURE):
        return Amendment(problem, key, text(data, "text"), measure)
    raise Barred(400, "看不懂浏览器送来的内容")


ROUTES = [
    Route("/d/{mark}/problems", show),
    Route("/d/{mark}/draft", posted(bring_up), methods=["POST"]),
    Route("/d/{mark}/amend", posted(amend), methods=["POST"]),
]
