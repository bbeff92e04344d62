"""The guard before every page: host, origin, key, size and time of what is sent; headers of what is answered."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportgen.web.gate import HEADERS, LOGIN, SAFE, Barred, Gate
from reportgen.web.page import render

UPLOAD = 40 << 20  # bytes of a report that is handed in
TYPED = 2 << 20  # bytes of anything else
_UPLOADS = ("/returned", "/absorb", "/audit")
_KEPT = "填的内容没有丢，回来后接着存"
_OPEN = ("/static/",)  # styles and scripts, the same for everybody


@dataclass(frozen=True)
class Guard:
    """`app` behind the `gate`; `patience` is how many seconds a request may take to arrive."""

    app: ASGIApp
    gate: Gate
    patience: float = 60.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            answer = self._entrance(scope)
            body = _Body(receive, _most(scope), time.monotonic() + self.patience)
            body.announced(Headers(scope=scope))
        except Barred as barred:
            answer = _said(scope, barred)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        try:
            await self.app(scope, body, _with_headers(send))
        except Barred as barred:
            await _said(scope, barred)(scope, receive, _with_headers(send))

    def _entrance(self, scope: Scope) -> Response | None:
        """The answer to who may not go on, or has come with a key; None lets pass. Raises Barred."""
        headers = Headers(scope=scope)
        self.gate.check(scope["method"], headers)
        path = scope["path"]
        if path.startswith(_OPEN) or self.gate.knows(_cookie(headers, self.gate.cookie)):
            return None
        if self.gate.password:
            if path == LOGIN:
                return None
            if scope["method"] in SAFE:
                return RedirectResponse(LOGIN, 303)
            raise Barred(403, f"请先输入口令：在本浏览器里另开一页 {LOGIN}，输入后回到这里。{_KEPT}")
        keys = parse_qs(scope["query_string"].decode("ascii", "ignore")).get("key", [""])
        if path == "/" and scope["method"] == "GET" and self.gate.opens(keys[0]):
            return admitted(self.gate)
        self.gate.refused()
        if scope["method"] not in SAFE:
            raise Barred(
                403, f"程序重新启动过：请把程序窗口里刚刚显示的新网址在本浏览器里另开一页，再回到这里。{_KEPT}"
            )
        raise Barred(403, "请用程序窗口里的网址打开（每个网址只能用一次，窗口里刚刚显示了新的）")


def admitted(gate: Gate) -> Response:
    """Home, with the cookie that lets in from now on."""
    answer = RedirectResponse("/", 303)
    answer.set_cookie(gate.cookie, gate.session, httponly=True, samesite="strict")
    return answer


class _Body:
    """What a browser sends, no more than `most` bytes, no later than `until`."""

    def __init__(self, receive: Receive, most: int, until: float) -> None:
        self._receive, self._most, self._until, self._read = receive, most, until, 0
        self._whole = False

    def announced(self, headers: Headers) -> None:
        """Raise Barred where the size that is announced is too large already, or is none."""
        told = headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > self._most:
            raise self._too_large()

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            raise Barred(408, "传得太慢，已中断，请再试一次") from None
        self._read += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._read > self._most:
            raise self._too_large()
        return message

    def _too_large(self) -> Barred:
        return Barred(413, f"内容太大，最多 {self._most >> 20} MB")


def _most(scope: Scope) -> int:
    return UPLOAD if scope["path"].endswith(_UPLOADS) else TYPED


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


def _said(scope: Scope, barred: Barred) -> Response:
    """Why, as a page; to a script of ours as data."""
    if scope["method"] in SAFE or scope["path"] == LOGIN:
        return HTMLResponse(render("barred.html", why=barred.why), barred.status)
    return JSONResponse({"refused": render("why.html", why=barred.why)}, barred.status)


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sent
