"""What is entered in any form of the page: read from what was posted, and told of once it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.pipeline import Add, Drop, Entered, FormEntry, Put
from reportgen.web.gate import Barred
from reportgen.web.page import render
from reportgen.web.pages.common import Data, as_text, number, text
from reportgen.web.views.form import FilledPages

_MOST = 5000  # entries at once: what a paste of a thousand rows takes


def after(entries: Sequence[FormEntry], entered: Entered, now: FilledPages) -> dict[str, Any]:
    """What became of `entries`, and what is said of the form as it is `now`."""
    return {
        "elsewhere": entered.elsewhere,
        "values": {one.name: now.value(one.name) for one in entries if isinstance(one, Put)},
        "conflicts": {one.name: now.value(one.name) for one in entries if _conflict(one, now)},
        "lost": sum(not isinstance(one, Put) for one in entries) and len(entered.conflicts),
        "notes": {name: render("notes.html", notes=told) for name, told in now.beside().items() if name},
        "tables": _tables(entries, now),
        "waiting": now.waiting(),
    }


def _conflict(entry: FormEntry, now: FilledPages) -> bool:
    """Whether a field says neither what was typed nor what the writer saw."""
    if not isinstance(entry, Put):
        return False
    stands = now.value(entry.name)
    return bool(stands) and stands != entry.was and not _said(stands, now.boxed(entry.name, entry.text))


def _said(stands: str, typed: str) -> bool:
    return "".join(stands.split()) == "".join(typed.split())


def _tables(entries: Sequence[FormEntry], now: FilledPages) -> dict[str, str]:
    """The tables whose rows came or went, drawn anew."""
    changed = {one.name for one in entries if not isinstance(one, Put)}
    return {table.name: render("table.html", table=table) for table in now.tables(changed)}


def posted_entries(data: Data) -> list[FormEntry]:
    """The entries that were posted; raises Barred where they are none."""
    given = data.get("entries")
    if not isinstance(given, list) or not 0 < len(given) <= _MOST:
        raise Barred(400, "看不懂浏览器送来的内容")
    return [_entry(one) for one in given]


def _entry(one: Any) -> FormEntry:
    match one:
        case {"put": name}:
            return Put(as_text(name), text(one, "text"), text(one, "was"))
        case {"add": name, "cells": dict(cells)}:
            return Add(as_text(name), {as_text(key): as_text(value) for key, value in cells.items()})
        case {"drop": name, "was": dict(was)}:
            seen = {as_text(key): as_text(value) for key, value in was.items()}
            return Drop(as_text(name), number(one, "number"), seen)
    raise Barred(400, "看不懂浏览器送来的内容")
