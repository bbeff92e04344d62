"""A folder with the sample in it, and a browser that was let in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from browsing import Browser
from sample import FUTIAN


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
