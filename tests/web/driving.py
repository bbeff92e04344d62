"""A real browser on a real server, for slow tests and for the pictures of the manual."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from reportgen.web.app import application
from reportgen.web.gate import Gate
from reportgen.web.serving import Serving, gate_of, listen
from reportgen.web.warm import WarmDesk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAVING = "chain.then(() => document.querySelectorAll('.saving').length)"  # evaluated by the browser, CSP or not


@contextmanager
def served(root: Path, port: int = 18800, password: str = "") -> Iterator[Gate]:
    """A server over `root` in a thread; its gate knows the address."""
    listening, port = listen("127.0.0.1", port)
    made = Gate(port, password=password) if password else gate_of(Serving(root, port), port)
    config = uvicorn.Config(application(WarmDesk(root), made), log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield made
    server.should_exit = True
    thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium without a screen; it knows nothing of what one page saw when it shows another."""
    from playwright import sync_api  # noqa: PLC0415 - not everybody has it

    with sync_api.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@contextmanager
def driven(gate: Gate, chromium: Any) -> Iterator[Any]:
    """A screen of 1366 × 768 that was let in; what a script or the CSP complains of is asserted to be nothing."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("pageerror", lambda failure: complaints.append(str(failure)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.goto(gate.address())
    yield page
    context.close()
    assert complaints == []


def until(page: Any, true: Callable[[], bool]) -> None:
    """Waits for what comes by itself, ten seconds at most."""
    for _ in range(500):
        if true():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it never came")


def settled(page: Any) -> None:
    """Every field saved."""
    while page.evaluate(SAVING):
        pass
