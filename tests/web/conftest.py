"""A folder with the sample in it, and a browser that was let in: one made of Python, or Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import driving
import pytest
from browsing import Browser
from driving import CHROMIUM, driven, served
from sample import FUTIAN

from reportgen.web.gate import Gate


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FUTIAN.parent, tmp_path / "data" / "福田")
    return tmp_path / "data"


@pytest.fixture
def browser(root: Path) -> Browser:
    return Browser(root).let_in()


@pytest.fixture
def at(browser: Browser) -> str:
    """The address of the sample."""
    found = re.search(r"/row/(\w+)", browser.get("/").text)
    assert found
    return f"/d/{found[1]}"


@pytest.fixture
def gate(root: Path) -> Iterator[Gate]:
    """A server in a thread."""
    with served(root) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Started once for the tests of a file; skipped where there is no Chromium or no Playwright."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt install chromium")
    with driving.browser() as made:
        yield made


@pytest.fixture
def page(gate: Gate, chromium: Any) -> Iterator[Any]:
    """A page that knows nothing of those before."""
    with driven(gate, chromium) as made:
        yield made
