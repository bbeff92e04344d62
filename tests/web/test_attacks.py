"""What somebody with bad intentions tries, each refused: another site, another machine, a path, a script, a flood."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import HOST, ORIGIN, Browser

from reportgen.diagnostics import Refused
from reportgen.web import folder
from reportgen.web.gate import HEADERS, Barred, Gate
from reportgen.web.guard import TYPED, UPLOAD
from reportgen.web.patient import PatientProtocol
from reportgen.web.serving import Serving, gate_of, listen

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

FOREIGN = [
    ("another Host (DNS rebinding)", "GET", {"host": "evil.example:8765"}, 421),
    ("a Host that only begins like ours", "GET", {"host": "127.0.0.1.evil.example:8765"}, 421),
    ("another port", "GET", {"host": "127.0.0.1:80"}, 421),
    ("no Host", "GET", {"host": ""}, 421),
    ("a picture on another site", "GET", {"sec_fetch_site": "cross-site"}, 403),
    ("another port of this machine", "GET", {"sec_fetch_site": "same-site"}, 403),
    ("a form on another site", "POST", {"origin": "http://evil.example"}, 403),
    ("a form on another port", "POST", {"origin": "http://127.0.0.1:8000"}, 403),
    ("a form in a sandbox", "POST", {"origin": "null"}, 403),
    ("a form without Origin", "POST", {"origin": ""}, 403),
    ("https of the same name", "POST", {"origin": "https://127.0.0.1:8765"}, 403),
    ("no cookie", "GET", {"cookie": ""}, 403),
    ("no cookie, posting", "POST", {"cookie": ""}, 403),
    ("a guessed cookie", "GET", {"cookie": "reportgen-8765=guessed"}, 403),
    ("a cookie that is none", "GET", {"cookie": "reportgen-8765=ä; ;;=\\"}, 403),
    ("the cookie of another port", "GET", {"cookie": "reportgen-80=x"}, 403),
]


@pytest.mark.parametrize(("method", "headers", "status"), [one[1:] for one in FOREIGN], ids=[one[0] for one in FOREIGN])
def test_strangers_are_refused(method: str, headers: dict[str, str], status: int, browser: Browser, root: Path) -> None:
    before = sorted(root.rglob("*"))
    base = {"origin": ORIGIN} if method == "POST" else {}
    path = "/new" if method == "POST" else "/"
    answer = browser.ask(method, path, b'{"name": "x", "year": "2025", "pack": "futian"}', {**base, **headers})
    assert answer.status == status
    assert sorted(root.rglob("*")) == before


def test_the_address_lets_in_once_and_a_new_one_is_told(root: Path) -> None:
    told: list[str] = []
    gate = Gate(8765, tell=told.append)
    browser, key = Browser(root, gate), gate.key
    assert browser.get("/").status == 403
    assert told == [gate.address()]
    assert browser.get(f"/?key={key}x").status == 403
    first = browser.get(f"/?key={key}")
    assert (first.status, first.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict"} <= set(first.headers["set-cookie"].split("; "))
    assert browser.get(f"/?key={key}").status == 403
    assert browser.get(f"/?key={gate.key}").status == 303
    assert browser.get(f"/static/page.js?key={gate.key}").status == 200  # and uses no key


def test_every_answer_says_what_a_browser_may_do(browser: Browser, at: str) -> None:
    for path in ("/", f"{at}/fill/0", f"{at}/text", "/static/page.js", "/nowhere"):
        answer = browser.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in HEADERS["content-security-policy"]


@pytest.mark.few(4)
@pytest.mark.parametrize(
    "screen",
    [
        "/",
        "/fill/0",
        "/fill/1",
        "/fill/18",
        "/projects",
        "/marks",
        "/problems",
        "/check",
        "/preview",
        "/papers",
        "/history",
        "/text",
    ],
)
def test_no_page_needs_a_script_or_style_inside_or_from_elsewhere(screen: str, browser: Browser, at: str) -> None:
    page = browser.get(screen if screen == "/" else f"{at}{screen}").text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=\"/static/)", page)
    assert not re.search(r"(?:src|href|action)=\"(?!/|#)", page)


PATHS = [
    "/static/../gate.py",
    "/static/%2e%2e/gate.py",
    "/static//etc/passwd",
    "/d/../../etc/passwd",
    "/d/..%2f..%2fetc%2fpasswd/fill/0",
    "/d/000000000000/fill/0",
    "/d/C:%5CWindows/text",
    "/row/..",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(path: str, browser: Browser) -> None:
    answer = browser.get(path)
    assert answer.status == 404
    assert b"root:" not in answer.body


def test_no_other_file_is_shown_as_text(browser: Browser, at: str) -> None:
    for name in ("../../secret.yaml", "/etc/passwd", "pack.yaml"):
        assert browser.get(f"{at}/text?file={name}").status == 404
        saved = browser.post(f"{at}/text", {"file": name, "text": "x", "seen": ""})
        assert saved.status == 404


def test_links_that_lead_out_of_the_folder_are_not_there(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "dept.yaml").write_text("套件: futian\n", "utf-8")
    (outside / "秘密.docx").write_bytes(b"PK")
    (root / "linked").symlink_to(outside)
    (root / "file").mkdir()
    (root / "file" / "dept.yaml").symlink_to(outside / "dept.yaml")
    (root / "福田" / "秘密.docx").symlink_to(outside / "秘密.docx")
    assert [home.label for home in folder.homes(root)] == ["福田"]
    assert folder.papers(root / "福田" / "dept.yaml") == []


def _entries(name: str, text: str) -> dict[str, object]:
    return {"page": 0, "seen": "", "entries": [{"put": name, "text": text, "was": ""}]}


@pytest.mark.parametrize(
    ("name", "page"), [("封面/填报人", 0), ("叙述/前言", 19), ("自评/A11/理由", 18), ("预算/专项转移支付/年初", 1)]
)
def test_what_is_typed_is_shown_and_never_run(name: str, page: int, browser: Browser, at: str) -> None:
    answer = browser.post(f"{at}/enter", _entries(name, SCRIPT))
    if answer.status != 200:  # a field that the pack does not ask
        assert "alert" not in answer.text.replace("\\u003c", "<")
        return
    assert answer.data["values"][name] == SCRIPT
    for path in (f"{at}/fill/{page}", f"{at}/text", f"{at}/history", f"{at}/marks", "/"):
        assert not re.search(r"<script>|<img", browser.get(path).text)
    assert not re.search(r"<script>|<img", answer.data["side"] + "".join(answer.data["notes"].values()))


def test_a_department_may_be_called_anything(browser: Browser, root: Path) -> None:
    made = browser.post("/new", {"name": f"../../{SCRIPT}", "year": "2025", "pack": "futian"})
    assert made.status == 200
    assert all(path.is_relative_to(root) for path in root.rglob("dept.yaml"))
    assert [path.parent.parent for path in root.rglob("dept.yaml")] == [root, root]
    for home in folder.homes(root):
        assert not re.search(r"<script>|<img", browser.get(f"/row/{home.mark}").text)


@pytest.mark.parametrize("pack", ["../../secret", "/etc", "..", "", "没有这个"])
def test_a_pack_is_one_of_those_there_are(pack: str, browser: Browser, root: Path) -> None:
    answer = browser.post("/new", {"name": "某局", "year": "2025", "pack": pack})
    assert answer.status == 409
    assert list(root.iterdir()) == [root / "福田"]


WRONG = [
    b"",
    b"[]",
    b"{",
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"entries": []}',
    b'{"entries": [{"put": 1}], "page": 0}',
    b'{"entries": [{"put": "\\ud800", "text": "x"}], "page": 0}',
    b'{"entries": [{"add": "x", "cells": []}], "page": 0}',
    b'{"entries": [{"drop": "x", "number": -1, "was": {}}], "page": 0}',
    b'{"entries": [{"drop": "x", "number": true, "was": {}}], "page": 0}',
    b'{"entries": "x", "page": 0}',
]


@pytest.mark.parametrize("body", WRONG, ids=lambda body: str(body[:40]))
def test_what_no_page_of_ours_sends_is_refused(body: bytes, browser: Browser, at: str, root: Path) -> None:
    before = (root / "福田" / "dept.yaml").read_bytes()
    answer = browser.post(f"{at}/enter", body)
    assert answer.status == 400
    assert "看不懂" in answer.data["refused"]
    assert (root / "福田" / "dept.yaml").read_bytes() == before


def test_too_much_is_refused_before_it_is_read(browser: Browser, at: str) -> None:
    for path, most in ((f"{at}/enter", TYPED), (f"{at}/absorb", UPLOAD), ("/audit", UPLOAD)):
        answer = browser.post(path, b"{}", content_length=str(most + 1))
        assert (answer.status, f"最多 {most >> 20} MB" in answer.text) == (413, True)
    assert browser.post(f"{at}/enter", b"{}", content_length="-1").status == 413


def test_more_than_was_announced_is_refused_on_the_way(browser: Browser, at: str) -> None:
    pieces = [b" " * (TYPED // 4)] * 5
    assert browser.slowly(f"{at}/enter", pieces, 0).status == 413


def test_who_sends_too_slowly_is_cut_off(root: Path, at: str, browser: Browser) -> None:
    slow = Browser(root, browser.gate, patience=0.05)
    slow.cookie = browser.cookie
    answer = slow.slowly(f"{at}/enter", [b"{", b"}"], 0.2)
    assert (answer.status, "太慢" in answer.text) == (408, True)


async def _trickled(pieces: Sequence[bytes], pause: float) -> bytes:
    """What a server says to somebody who sends `pieces` one by one, and then waits."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    config = uvicorn.Config(app, lifespan="off", log_level="critical")
    loop, state = asyncio.get_running_loop(), uvicorn.server.ServerState()
    server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    told = bytearray()

    async def listening() -> None:
        with suppress(ConnectionError):  # cut off with something unread
            while data := await reader.read(1000):
                told.extend(data)

    try:
        listener = asyncio.create_task(listening())
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)
        await asyncio.wait_for(listener, 2)
        return bytes(told)
    finally:
        writer.close()
        server.close()


WHOLE = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([], 0),  # a connection that says nothing
        ([b"GET / HT", *[b"x"] * 6], 0),  # a line that never ends
        ([b"GET / HTTP/1.1\r\n", *[b"a: b\r\n"] * 6], 0),  # headers one by one
        ([WHOLE, b"GET", b" ", b"/", b"x", b"y", b"z"], 1),  # after a good request on the same connection
        ([WHOLE[:9], WHOLE[9:] + WHOLE[:-4] + b"\r\nConnection: close\r\n\r\n"], 2),  # in time
    ],
)
def test_a_head_that_comes_too_slowly_holds_no_connection(
    pieces: list[bytes], answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.web.patient.HEAD", 0.15)
    assert asyncio.run(_trickled(pieces, 0.04)).count(b"204 No Content") == answers


def test_a_second_process_gets_the_next_port() -> None:
    first, port = listen("127.0.0.1", 18765)
    second, other = listen("127.0.0.1", port)
    try:
        assert other > port
    finally:
        first.close()
        second.close()


def test_no_port_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    held = socket.create_server(("127.0.0.1", 0))
    port = held.getsockname()[1]
    monkeypatch.setattr("reportgen.web.serving._TRIED", 1)
    with pytest.raises(Refused, match="端口都被占用"), held:
        listen("127.0.0.1", port)
    with pytest.raises(Refused, match="不能在这里打开"):
        listen("203.0.113.7", port)


def test_other_machines_need_a_password(root: Path) -> None:
    with pytest.raises(Refused, match="须有口令"):
        gate_of(Serving(root, host="0.0.0.0"), 8765)
    gate = gate_of(Serving(root, host="0.0.0.0", password="丙丁"), 8765)
    browser = Browser(root, gate)
    near = {"host": "192.168.1.9:8765"}
    assert browser.get("/", host="evil.example:8765").status == 421
    assert browser.get("/", **near).headers["location"] == "/login"
    assert browser.get(f"/?key={gate.key}", **near).headers["location"] == "/login"
    assert browser.post("/new", {"name": "x"}, origin="http://192.168.1.9:8765", **near).status == 403
    assert browser.get("/login", **near).status == 200
    tried = browser.post("/login", b"password=wrong", origin="http://192.168.1.9:8765", **near)
    assert (tried.status, "口令不对" in tried.text) == (403, True)
    right = "password=丙丁".encode()
    let_in = browser.post("/login", right, origin="http://192.168.1.9:8765", **near)
    assert (let_in.status, "HttpOnly" in let_in.headers["set-cookie"]) == (303, True)


def test_passwords_cannot_be_guessed_for_long() -> None:
    gate = Gate(8765, password="x")
    assert not any(gate.admits(str(n)) for n in range(10))
    with pytest.raises(Barred, match="一分钟后"):
        gate.admits("x")


def test_where_no_password_is_set_none_lets_in(root: Path) -> None:
    answer = Browser(root).post("/login", b"password=")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_no_method_but_those_that_are_used(browser: Browser, at: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert browser.ask(method, f"{at}/text", b"", {"origin": ORIGIN}).status == 405
    assert browser.get(f"{at}/enter").status == 405
    assert HOST in browser.gate.address()


def test_the_form_of_the_password_tells_a_browser_to_say_where_it_comes_from(browser: Browser) -> None:
    """With `no-referrer` Chromium sends “Origin: null” with it, and nobody gets in."""
    assert browser.get("/").headers["referrer-policy"] == "same-origin"
