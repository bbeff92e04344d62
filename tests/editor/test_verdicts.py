"""What was found sound is looked at again as soon as anything that it was made of has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sample import ROOT

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic
from reportgen.editor import check
from reportgen.editor.pack_files import read
from reportgen.editor.verdicts import Verdicts
from reportgen.packs.pack import FILES

FAULT = Diagnostic("font", "字体不对")


@pytest.fixture
def verdicts(tmp_path: Path) -> Verdicts:
    return Verdicts(Cache(tmp_path / "cache"), "futian", (tmp_path,))


def look(read_too: Path, found: list[Diagnostic]) -> Callable[[Trail], list[Diagnostic]]:
    def looked(trail: Trail) -> list[Diagnostic]:
        inner = Trail()
        trail.join(inner)  # what is read later is on it too
        inner.read(read_too)
        return found

    return looked


def test_what_is_sound_is_looked_at_once_and_again_when_a_file_changes(verdicts: Verdicts, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"1")
    assert verdicts.found("template", look(file, [])) == []
    assert verdicts.found("template", look(file, [FAULT])) == []
    assert verdicts.found("sentences", look(file, [FAULT])) == [FAULT]
    file.write_bytes(b"2")
    assert verdicts.found("template", look(file, [FAULT])) == [FAULT]


def test_what_is_not_sound_is_not_kept(verdicts: Verdicts, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"1")
    assert verdicts.found("template", look(file, [FAULT])) == [FAULT]
    assert verdicts.cache.entries() == []


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, ...]:
    for name in ("base", "futian"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    return (tmp_path / "templates",)


@pytest.mark.parametrize("file", FILES)
def test_the_files_of_the_whole_chain_are_on_the_trail(file: str, roots: tuple[Path, ...]) -> None:
    reading = read("futian", roots)
    noted = {name for name, _ in reading.trails[file].steps()}
    assert {str(folder / file) for folder in reading.folders} <= noted


CHANGES = {
    "futian/report.docx": b"",
    "base/report.docx": b"",
    "base/wording.yaml": b"\n  \xe6\xb2\xa1\xe6\x9c\x89: {}\n",
    "futian/pack.yaml": "\n乱写: 1\n".encode(),
}


@pytest.mark.slow
def test_every_change_of_a_sound_pack_is_told(roots: tuple[Path, ...], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert check.check("futian", roots, cache) == []
    assert len(cache.entries()) == 3
    for file, more in CHANGES.items():
        path = roots[0] / file
        before = path.read_bytes()
        path.write_bytes(before + more if more else before[: len(before) // 2])
        assert check.check("futian", roots, cache), file
        path.write_bytes(before)
        assert check.check("futian", roots, cache) == []
