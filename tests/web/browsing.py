"""A browser for tests: speaks to the application without a port, keeps its cookie, and may lie in any header."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from reportgen.web.app import application
from reportgen.web.gate import Gate
from reportgen.web.warm import WarmDesk

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"


@cache
def _warm() -> WarmDesk:
    """Packs, presses and forms that all tests of a process share."""
    return WarmDesk(Path())


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def words(self) -> str:
        """The text without tags, as a reader sees it."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())


@dataclass
class Browser:
    """One browser on one server over `root`."""

    root: Path
    gate: Gate = field(default_factory=lambda: Gate(8765))
    patience: float = 60.0
    cookie: str = ""

    def __post_init__(self) -> None:
        desk = WarmDesk(self.root, shelf=_warm().shelf, _forms=_warm()._forms, _beside=_warm()._beside)
        self.last = Answer(0, {}, b"")
        self.app = application(desk, self.gate, self.patience)

    def let_in(self) -> Browser:
        """Opened by the address of the terminal."""
        answer = self.get(f"/?key={self.gate.key}")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Answer:
        body = data if isinstance(data, bytes) else json.dumps(data or {}).encode()
        return self.ask("POST", path, body, {"origin": ORIGIN, **headers})

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """One request; a header given as "" is left out, _ stands for -."""
        own = {"host": HOST, "cookie": self.cookie, "content-length": str(len(body))}
        sent = {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return asyncio.run(self._asked(method, path, sent, [body]))

    def slowly(self, path: str, pieces: Sequence[bytes], pause: float) -> Answer:
        """A body that comes in pieces, with a pause before each."""
        sent = {"host": HOST, "cookie": self.cookie, "origin": ORIGIN}
        return asyncio.run(self._asked("POST", path, sent, pieces, pause))

    async def _asked(
        self, method: str, path: str, headers: Mapping[str, str], pieces: Sequence[bytes], pause: float = 0.0
    ) -> Answer:
        plain, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": plain, "raw_path": plain.encode(), "query_string": query.encode(), "root_path": "",
            "server": ("127.0.0.1", 8765), "client": ("127.0.0.1", 50000),
            "headers": [(k.encode(), v.encode()) for k, v in headers.items() if v],
        }  # fmt: skip
        parts = _parts(pieces, pause)
        messages: list[Any] = []

        async def receive() -> Any:
            try:
                return await anext(parts)
            except StopAsyncIteration:
                await asyncio.sleep(3600)

        async def send(message: Any) -> None:
            messages.append(message)

        try:
            await self.app(scope, receive, send)
        finally:
            found = {k.decode(): v.decode() for k, v in messages[0]["headers"]}
            self.last = Answer(messages[0]["status"], found, b"".join(m.get("body", b"") for m in messages[1:]))
        return self.last


async def _parts(pieces: Sequence[bytes], pause: float) -> AsyncIterator[Any]:
    for number, piece in enumerate(pieces, 1):
        await asyncio.sleep(pause)
        yield {"type": "http.request", "body": piece, "more_body": number < len(pieces)}


def edited(report: bytes, before: str, after: str) -> bytes:
    """A report in which somebody wrote `after` for `before`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            new.writestr(name, data)
    return made.getvalue()
