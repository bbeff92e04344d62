"""The command and the server around the page: what is said, what is opened, what is written to click on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import Browser

from reportgen import cli
from reportgen.diagnostics import Refused
from reportgen.web import serving
from reportgen.web.gate import Gate
from reportgen.web.serving import Serving


def test_the_address_is_told_and_opened_when_the_server_answers(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    async def started(self: uvicorn.Server, sockets: Any = None) -> None: ...

    def run(self: uvicorn.Server, sockets: Any = None) -> None:
        asyncio.run(self.startup(sockets))
        for one in sockets:
            one.close()

    monkeypatch.setattr(uvicorn.Server, "startup", started)
    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr("webbrowser.open", opened.append)
    held, port = serving.listen("127.0.0.1", 18900)
    assert cli.main(["serve", str(root), "--port", str(port)]) == 0
    held.close()
    told = capsys.readouterr().out
    assert f"端口 {port} 已被占用" in told
    assert [address for address in opened if address in told]
    opened.clear()
    assert cli.main(["serve", str(root), "--no-open", "--port", "18950"]) == 0
    assert opened == []


def test_a_folder_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", str(tmp_path / "没有")]) == 1
    assert "找不到这个文件夹" in capsys.readouterr().err
    with pytest.raises(Refused, match="须有口令"):
        serving.serve(Serving(tmp_path, 18960, "0.0.0.0", browse=False), print)


def test_without_the_extra_it_is_said_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "reportgen.web.serving", None)
    monkeypatch.delattr("reportgen.web.serving", raising=False)
    assert cli.main(["serve", str(root)]) == 1
    assert "reportgen[web]" in capsys.readouterr().err


@pytest.mark.parametrize(("system", "name"), [("win32", "start.bat"), ("linux", "start.command")])
def test_a_file_to_click_on(system: str, name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.cli.serve.sys.platform", system)
    assert cli.main(["serve", str(root), "--starter"]) == 0
    monkeypatch.undo()
    text = (root / name).read_bytes().decode()
    assert f'"{sys.executable}" -m reportgen serve' in text
    assert ("\r\n" in text) == (name == "start.bat")
    assert cli.main(["serve", str(root), "--starter"]) == (1 if name == "start.command" else 0)


def test_a_fault_of_ours_is_told_without_a_traceback(
    root: Path, at: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("秘密")

    monkeypatch.setattr("reportgen.web.pages.fill.look", broken)
    with pytest.raises(ZeroDivisionError):  # told first, then raised again for the log of the server
        browser.post(
            f"{at}/enter", {"seen": "", "page": 0, "entries": [{"put": "封面/填报人", "text": "x", "was": ""}]}
        )
    answer = browser.last
    assert (answer.status, "秘密" in answer.text, "不是您的操作有误" in answer.data["refused"]) == (500, False, True)


def test_a_websocket_is_closed(root: Path) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(Browser(root, Gate(8765)).app({"type": "websocket"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
