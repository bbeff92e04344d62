"""Who may come in: which hosts, which origins, with which key; and what every answer tells the browser."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

_PAUSE = 5.0  # seconds between two new addresses that are told in the terminal
_TRIES, _LOCKED = 10, 60.0  # wrong passwords, and for how many seconds nobody is let in then
_CROSS = frozenset({"cross-site", "same-site"})
SAFE = frozenset({"GET", "HEAD"})
LOGIN = "/login"

# nothing from elsewhere, no script or style inside the page, no frame around it
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none the form of the password would come from nowhere
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Barred(Exception):  # noqa: N818 - an outcome, not a fault
    """A request that is not answered: the status, and why in words."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why
        super().__init__(why)


@dataclass
class Gate:
    """The keys of one run of the server.

    Without a `password` whoever opens the address with the one-time `key` is let in, once; then a new one has to be
    `told`. With one, whoever knows it. `any_host` lets in whoever names the machine by a number (0.0.0.0).
    """

    port: int
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost"})
    any_host: bool = False
    password: str = ""
    tell: Callable[[str], None] = lambda address: None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _told: float = -_PAUSE
    _wrong: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie(self) -> str:
        """The name of the cookie: ports share cookies, so it names the port."""
        return f"reportgen-{self.port}"

    def address(self) -> str:
        """The address that lets in once."""
        return f"http://{min(self.hosts)}:{self.port}/" + ("" if self.password else f"?key={self.key}")

    def check(self, method: str, headers: Mapping[str, str]) -> None:
        """Raise Barred for a foreign Host, a foreign Origin, or a request that another site makes."""
        host = headers.get("host", "")
        if not self._ours(host):
            raise Barred(421, "地址不对，请用程序窗口里显示的网址打开")
        if headers.get("sec-fetch-site") in _CROSS:
            raise Barred(403, "别的网站不能使用本页")
        if method not in SAFE and headers.get("origin") != f"http://{host}":
            raise Barred(403, "别的网站不能修改资料")

    def _ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        if port != str(self.port):
            return False
        return name in self.hosts or (self.any_host and _numeric(name))

    def knows(self, cookie: str | None) -> bool:
        """Whether a browser was let in before."""
        return cookie is not None and secrets.compare_digest(cookie.encode(), self.session.encode())

    def opens(self, key: str) -> bool:
        """Whether `key` lets in; it does so once."""
        with self._lock:
            good = not self.password and secrets.compare_digest(key.encode(), self.key.encode())
            if good:
                self.key = secrets.token_urlsafe(24)
            return good

    def refused(self) -> None:
        """Somebody came without a key: a new address is told in the terminal, for whoever sits there."""
        with self._lock:
            now = time.monotonic()
            if self.password or now - self._told < _PAUSE:
                return
            self._told = now
        self.tell(self.address())

    def admits(self, password: str) -> bool:
        """Whether `password` lets in; raises Barred after too many wrong ones."""
        with self._lock:
            now = time.monotonic()
            if now < self._until:
                raise Barred(429, "口令错误次数太多，请一分钟后再试")
            if self.password and secrets.compare_digest(password.encode(), self.password.encode()):
                self._wrong = 0
                return True
            self._wrong += 1
            if self._wrong >= _TRIES:
                self._wrong, self._until = 0, now + _LOCKED
            return False


def _numeric(name: str) -> bool:
    """Whether a machine is named by its number, which no foreign name server can forge."""
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
