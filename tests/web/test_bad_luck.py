"""What may happen amid typing: the server killed, the disk full, the file gone, the folder shut, two at one folder."""

from __future__ import annotations

import errno
import importlib.util
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from browsing import Answer, Browser
from sample import ROOT

FIELD = "封面/填报人"


def enter(browser: Browser, at: str, text: str, was: str = "", name: str = FIELD) -> Answer:
    entry = {"put": name, "text": text, "was": was}
    return browser.post(f"{at}/enter", {"seen": "", "page": 0, "entries": [entry]})


def dept(root: Path) -> Path:
    return root / "福田" / "dept.yaml"


@pytest.mark.slow
def test_killed_amid_typing(tmp_path: Path) -> None:
    source = importlib.util.spec_from_file_location("page_kills", ROOT / "benchmarks" / "page_kills.py")
    assert source
    assert source.loader
    kills: Any = importlib.util.module_from_spec(source)
    source.loader.exec_module(kills)
    found, count = kills.rounds(tmp_path / "data", 2, random.Random(5))
    assert found == []
    assert count >= 4


@pytest.mark.parametrize("call", ["os.fsync", "tempfile.mkstemp"])
def test_a_full_disk_is_said_and_nothing_is_changed(
    call: str, browser: Browser, at: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with monkeypatch.context() as patch:
        patch.setattr(call, full)
        answer = enter(browser, at, "某人")
    assert (answer.status, "磁盘已满" in answer.data["refused"]) == (409, True)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert enter(browser, at, "某人").status == 200


def test_a_folder_that_cannot_be_written_is_said(
    browser: Browser, at: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_given: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    text = dept(root).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkstemp", shut)
        answer = enter(browser, at, "某人")
        new = browser.post("/new", {"name": "某局", "year": "2025", "pack": "futian"})
    assert (answer.status, "权限" in answer.data["refused"]) == (409, True), answer.text
    assert (new.status, "权限" in new.data["refused"]) == (409, True), new.text
    assert dept(root).read_bytes() == text


def test_a_file_that_is_gone_is_said_and_not_made_anew(browser: Browser, at: str, root: Path) -> None:
    browser.get(f"{at}/fill/0")
    text = dept(root).read_text("utf-8")
    dept(root).unlink()
    answer = enter(browser, at, "某人")
    assert (answer.status, "可能已被移走" in answer.data["refused"]) == (404, True)
    assert not dept(root).exists()
    assert browser.get(f"{at}/fill/0").status == 404
    dept(root).write_text(text, "utf-8")
    assert enter(browser, at, "某人").status == 200


def test_two_servers_on_one_folder_lose_nothing(browser: Browser, at: str, root: Path) -> None:
    names = (FIELD, "封面/单位负责人")
    said: dict[str, str] = dict.fromkeys(names, "")

    def type_on(own: Browser, name: str) -> None:
        for number in range(3):
            text = f"{number}号"
            if enter(own, at, text, said[name], name).status == 200:
                said[name] = text

    others = [threading.Thread(target=type_on, args=(Browser(root).let_in(), name)) for name in names]
    for one in others:
        one.start()
    for one in others:
        one.join(60)
    text = dept(root).read_text("utf-8")
    assert all(said.values())
    assert f"填报人: {said[names[0]]}\n" in text
    assert f"单位负责人: {said[names[1]]}\n" in text


def test_two_tabs_see_both_texts(browser: Browser, at: str, root: Path) -> None:
    assert enter(browser, at, "甲").status == 200
    answer = enter(browser, at, "乙")  # of a tab that was opened before
    assert answer.data["conflicts"] == {FIELD: "甲"}
    assert "填报人: 甲\n" in dept(root).read_text("utf-8")


def test_a_browser_without_scripts_or_too_old_is_told(browser: Browser, at: str) -> None:
    for path in ("/", f"{at}/fill/0", f"{at}/problems"):
        page = browser.get(path).text
        assert "<noscript>" in page
        assert 'src="/static/old.js"' in page
        assert "这个浏览器太旧" in page


def test_who_comes_without_a_key_after_a_restart_is_told_what_to_open(browser: Browser, at: str) -> None:
    browser.cookie = "reportgen-8765=of-the-server-before"
    answer = enter(browser, at, "某人")
    assert (answer.status, "程序窗口里刚刚显示的新网址" in answer.data["refused"]) == (403, True)
    assert "填的内容没有丢" in answer.data["refused"]
    assert "请用程序窗口里的网址打开" in browser.get(f"{at}/fill/0").words


def test_whatever_bars_a_script_is_told_as_data(browser: Browser, at: str) -> None:
    entry = {"put": FIELD, "text": "长" * (1 << 20), "was": ""}
    answer = browser.post(f"{at}/enter", {"seen": "", "page": 0, "entries": [entry]})
    assert (answer.status, "内容太大" in answer.data["refused"]) == (413, True)
