"""The server: a port that is free, the address in the terminal and in the browser, until the window is closed."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from reportgen.diagnostics import Position, Refused, error
from reportgen.system import advice, why
from reportgen.values import Frozen
from reportgen.web.app import application
from reportgen.web.gate import Gate
from reportgen.web.patient import PatientProtocol
from reportgen.web.warm import WarmDesk

PORT = 8765
_TRIED = 20  # ports after the first
_BUSY = {errno.EADDRINUSE, errno.EACCES}
_ALL = frozenset({"0.0.0.0", "::"})  # what somebody asked for, with a password
LOOPBACK = "127.0.0.1"
_CONNECTIONS = 60


class Serving(Frozen):
    """What to serve and where; a `password` where other machines may come."""

    folder: Path
    port: int = PORT
    host: str = LOOPBACK
    password: str = ""
    browse: bool = True


def serve(wish: Serving, tell: Callable[[str], None]) -> None:
    """The page over a folder, until somebody stops it; raises Refused where it cannot begin."""
    if not wish.folder.is_dir():
        advised = "请写部门资料所在的文件夹，如 data"
        raise Refused([error("no-folder", "找不到这个文件夹", advised, Position(str(wish.folder)))])
    listening, port = listen(wish.host, wish.port)
    if port != wish.port:
        tell(f"端口 {wish.port} 已被占用（可能已经打开过本页），改用 {port}。")
    gate = gate_of(wish, port, lambda address: tell(f"在浏览器里打开：{address}"))
    tell(f"在浏览器里打开：{gate.address()}")
    tell("这个窗口开着，页面才能用；按 Ctrl+C 或关闭窗口即停止。资料都在文件夹里，随时可停。")
    server = _Server(_config(WarmDesk(wish.folder.resolve()), gate), gate.address() if wish.browse else "")
    server.run(sockets=[listening])


def gate_of(wish: Serving, port: int, tell: Callable[[str], None] = lambda address: None) -> Gate:
    """Who may come in: this machine alone, or whoever knows the password."""
    if wish.host == LOOPBACK:
        return Gate(port, frozenset({LOOPBACK, "localhost"}), tell=tell)
    if not wish.password:
        advised = "请设环境变量 REPORTGEN_PASSWORD，或在提示时输入口令"
        raise Refused([error("no-password", "--host 让别的电脑也能打开本页，须有口令", advised, Position(wish.host))])
    own = frozenset({LOOPBACK, "localhost", wish.host, socket.gethostname().lower()})
    return Gate(port, own, wish.host in _ALL, wish.password, tell)


def listen(host: str, port: int) -> tuple[socket.socket, int]:
    """A socket on the first free port from `port` on; raises Refused where there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    failure: OSError | None = None
    for tried in range(port, min(port + _TRIED, 65536)):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":  # there it would let a second process share the port
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((host, tried))
            made.listen(_CONNECTIONS)
        except OSError as refused:
            made.close()
            failure = refused
            if refused.errno in _BUSY:
                continue
            break
        return made, made.getsockname()[1]
    known = failure or OSError(errno.EADDRINUSE, "")
    told = "端口都被占用" if known.errno in _BUSY else f"不能在这里打开（{why(known)}）"
    hint = "请用 --port 换一个端口" if known.errno in _BUSY else advice(known)
    raise Refused([error("no-port", f"{host}:{port} {told}", hint)])


class _Server(uvicorn.Server):
    """Opens the browser once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self._address:
            threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()


def _config(desk: WarmDesk, gate: Gate) -> uvicorn.Config:
    return uvicorn.Config(
        application(desk, gate),
        http=PatientProtocol,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=2,
    )
