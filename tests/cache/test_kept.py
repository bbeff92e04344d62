"""Packs and templates from the cache are what they would be without it, and so are all messages."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import small_report
from jinja2 import Environment
from sample import FUTIAN, ROOT

from reportgen import cli, pipeline, report
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Refused
from reportgen.packs import compiled_sentences
from reportgen.packs import pack as packs
from reportgen.word import Template
from reportgen.word.compiled import _Tags

ROOTS = (ROOT / "templates",)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, ...]:
    """Packs of one's own: base and futian, to be changed."""
    for name in ("base", "futian"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    return (tmp_path / "templates",)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.few(2)
@pytest.mark.parametrize("name", sorted(path.parent.name for path in ROOTS[0].glob("*/pack.yaml")))
def test_a_pack_comes_back_as_it_is_place_for_place(name: str, cache: Cache) -> None:
    plain, _ = packs.load(name, ROOTS)
    for _ in range(2):
        kept, found = packs.load(name, ROOTS, cache=cache)
        assert (kept.folders, kept.info, kept.framework, kept.sources) == (
            plain.folders,
            plain.info,
            plain.framework,
            plain.sources,
        )
        assert found == []
    assert len(cache.entries()) == 1


def test_a_changed_parent_shows_at_once(roots: tuple[Path, ...], cache: Cache) -> None:
    packs.load("futian", roots, cache=cache)
    change(roots[0] / "base" / "pack.yaml", "评分表名: ", "评分表名: 新的")
    kept, _ = packs.load("futian", roots, cache=cache)
    assert kept.info == packs.load("futian", roots)[0].info


@pytest.mark.slow
def test_a_pack_that_comes_nearer_is_found(roots: tuple[Path, ...], cache: Cache, tmp_path: Path) -> None:
    nearer = tmp_path / "nearer"
    (nearer).mkdir()
    packs.load("futian", (nearer, *roots), cache=cache)
    shutil.copytree(roots[0] / "futian", nearer / "futian")
    kept, _ = packs.load("futian", (nearer, *roots), cache=cache)
    assert kept.folders[0] == nearer / "futian"


BROKEN = {
    "a field that does not exist": ("pack.yaml", "名称: ", "名稱: 甲\n名称: "),
    "a key twice": ("pack.yaml", "名称: ", "名称: 甲\n名称: "),
    "weights that do not add up": ("../base/framework.yaml", "分值: ", "分值: 1"),
}


@pytest.mark.parametrize(("file", "old", "new"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pack_is_refused_in_the_same_words(
    file: str, old: str, new: str, roots: tuple[Path, ...], cache: Cache
) -> None:
    packs.load("futian", roots, cache=cache)
    change(roots[0] / "futian" / file, old, new)
    told = []
    for used in (NONE, cache, cache):
        with pytest.raises(Refused) as refusal:
            packs.load("futian", roots, cache=used)
        told.append(refusal.value.diagnostics)
    assert told[0] == told[1] == told[2] != ()


def test_what_is_to_be_said_of_a_pack_is_said_again(roots: tuple[Path, ...], cache: Cache) -> None:
    """Only where nothing is, a pack from the cache is not looked at once more."""
    change(roots[0] / "base" / "framework.yaml", "界限: 10%", "界限: 15")
    told = [packs.load("futian", roots, cache=used)[1] for used in (NONE, cache, cache)]
    assert told[0] == told[1] == told[2]
    assert {one.code for one in told[0]} == {"percent"}
    assert cache.entries()


class Sample(NamedTuple):
    """A dept.yaml, its pack, and where that is."""

    dept: Path
    pack: str
    roots: tuple[Path, ...]


WHOLE = Sample(FUTIAN, "futian", ROOTS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A pack whose report is a page."""
    folder = tmp_path_factory.mktemp("small")
    small_report.written(folder / "templates")
    (folder / "dept.yaml").write_text(small_report.DEPT.format(outsiders=8, slips=1), "utf-8")
    return Sample(folder / "dept.yaml", "small", (folder / "templates",))


def printed(cache: Cache, sample: Sample) -> bytes:
    """The sample's report with `cache`; without one it is made once."""
    return _plain(sample) if cache == NONE else _made(cache, sample)


@functools.cache
def _plain(sample: Sample) -> bytes:
    return _made(NONE, sample)


def _made(cache: Cache, sample: Sample) -> bytes:
    inputs, _ = pipeline.read(sample.dept, packs.load(sample.pack, sample.roots, cache=cache)[0])
    evaluation, _ = pipeline.evaluate(inputs)
    return pipeline.printed(evaluation, pipeline.press(inputs.pack))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, small: Sample) -> Cache:
    """A cache that a report has been printed with."""
    made = Cache(tmp_path_factory.mktemp("kept") / "cache")
    assert printed(made, small) == printed(NONE, small)
    return made


@pytest.fixture
def full(kept: Cache, cache: Cache) -> Cache:
    """A copy of that cache, to be changed."""
    assert kept.folder and cache.folder
    shutil.copytree(kept.folder, cache.folder)
    return cache


def test_a_report_from_the_cache_is_the_same_byte_for_byte(full: Cache, small: Sample) -> None:
    assert len(full.entries()) >= 2
    assert printed(full, small) == printed(NONE, small)


@pytest.mark.slow
def test_the_report_of_a_whole_sample_too(cache: Cache) -> None:
    assert printed(cache, WHOLE) == printed(cache, WHOLE) == printed(NONE, WHOLE)


@pytest.mark.slow
def test_a_changed_template_shows_at_once(roots: tuple[Path, ...], cache: Cache) -> None:
    own = Sample(FUTIAN, "futian", roots)
    before = printed(cache, own)
    shutil.copy(roots[0] / "base" / "report.docx", roots[0] / "futian" / "report.docx")
    after = printed(cache, own)
    assert after != before
    assert after == printed(NONE, own)


def test_a_poisoned_entry_is_not_run(full: Cache, small: Sample) -> None:
    for path in full.entries():
        data = path.read_bytes()
        path.write_bytes(data[:-9] + b"poisoned!")
    assert printed(full, small) == printed(NONE, small)


@pytest.mark.slow
def test_what_is_missing_is_told_at_the_same_place(cache: Cache, roots: tuple[Path, ...]) -> None:
    template = roots[0] / "futian" / "report.docx"
    folders = (roots[0] / "futian", roots[0] / "base")
    told = []
    for used in (NONE, cache, cache):
        made = Template(template, search=folders, filters=report.TEMPLATE_FILTERS, cache=used)
        with pytest.raises(Refused) as refusal:
            made.render({})
        told.append(refusal.value.diagnostics)
    assert isinstance(next(iter(made._sources.values())).lines, _Tags), "the last one came from the cache"
    assert told[0] == told[1] == told[2] != ()


def test_sentences_are_compiled_once_for_all_runs(full: Cache, small: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    written = [path.stat().st_mtime_ns for path in full.entries()]
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert printed(full, small) == printed(NONE, small)
    assert [path.stat().st_mtime_ns for path in full.entries()] == written, "nothing new, nothing written"


def test_of_too_many_sentences_those_of_the_last_run_stay(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_sentences, "_MOST", 2)
    for texts in ("甲", "乙", "丙", "丁"):
        known = compiled_sentences.kept(cache, "futian")
        known.names(texts, lambda text: (text,))
        known.keep(cache, "futian")
    found: list[str] = []
    known = compiled_sentences.kept(cache, "futian")
    for text in "甲乙丙丁":
        known.names(text, lambda text: (found.append(text), (text,))[1])
    assert found == ["甲", "乙", "丙"]


def test_what_was_kept_is_not_written_again_by_the_same_run(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(Cache, "keep", lambda _, name, *__: written.append(name))
    known = compiled_sentences.kept(cache, "futian")
    for texts, times in (("甲", 1), ("甲", 1), ("甲乙", 2)):
        for text in texts:
            known.names(text, lambda text: (text,))
        known.keep(cache, "futian")
        assert len(written) == times


def test_two_processes_at_once(cache: Cache, small: Sample) -> None:
    """Both write the same entries; whoever is last wins, and neither sees half of one."""
    command = [sys.executable, "-m", "reportgen", "score", str(small.dept)]
    environment = {"REPORTGEN_CACHE": str(cache.folder), "PYTHONIOENCODING": "utf-8", "PATH": ""}
    runs = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [run.communicate(timeout=120) for run in runs]
    assert outputs[0] == outputs[1]
    assert [run.returncode for run in runs] == [0, 0]
    assert all(path.suffix == ".entry" for path in cache.entries())


def test_the_command_tells_where_it_is_and_clears_it(
    cache: Cache, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", str(cache.folder))
    packs.load("futian", ROOTS, cache=cache)
    assert cli.main(["cache"]) == cli.DONE
    assert f"缓存：{cache.folder}（1 个文件" in capsys.readouterr().out
    assert cli.main(["cache", "clear"]) == cli.DONE
    assert "（1 个文件）" in capsys.readouterr().out
    assert cache.entries() == []
    assert cli.main(["cache", "empty"]) == cli.USAGE
    assert "用法错误" in capsys.readouterr().err


@pytest.mark.slow
def test_without_the_cache_nothing_is_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", str(cache.folder))
    assert cli.main(["score", str(FUTIAN), "--no-cache"]) == cli.DONE
    assert cache.entries() == []
    assert cli.main(["score", str(FUTIAN)]) == cli.DONE
    assert cache.entries() != []


@pytest.mark.slow
def test_a_cache_that_is_not_used_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", "")
    cli.main(["cache"])
    assert "没有缓存" in capsys.readouterr().out
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    monkeypatch.setenv("REPORTGEN_CACHE", str(folder))
    cli.main(["cache"])
    assert "缓存文件夹不用" in capsys.readouterr().out
    assert cli.main(["score", str(FUTIAN)]) == cli.DONE
    assert list(folder.iterdir()) == []
