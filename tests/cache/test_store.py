"""The cache: what was kept comes back while nothing has changed; whatever is not to be trusted is refused silently."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cache import entry, location, store
from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail

posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are those of POSIX")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "home" / "cache")


@pytest.fixture
def read(tmp_path: Path) -> Path:
    path = tmp_path / "pack.yaml"
    path.write_text("名称: 甲", "utf-8")
    return path


def kept(cache: Cache, read: Path) -> Path:
    """The one entry of the cache, made of the file `read`."""
    trail = Trail()
    trail.read(read)
    trail.is_file(read.with_name("absent.yaml"))
    cache.keep("name", trail, {"值": (1, "二", b"3", None)})
    (found,) = cache.entries()
    return found


def test_what_was_kept_comes_back(cache: Cache, read: Path) -> None:
    assert cache.kept("name") is None
    kept(cache, read)
    assert cache.kept("name") == {"值": (1, "二", b"3", None)}
    assert cache.kept("another") is None
    assert cache.clear() == 1
    assert cache.kept("name") is None


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_text("名称: 乙", "utf-8"),
    "written at the same time": lambda path: (path.write_text("名称: 乙", "utf-8"), os.utime(path, (0, 0))),
    "removed": lambda path: path.unlink(),
    "one has come that was looked for": lambda path: path.with_name("absent.yaml").write_text("", "utf-8"),
    "made a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_made_of_other_files_is_not_given(change: Callable[[Path], object], cache: Cache, read: Path) -> None:
    kept(cache, read)
    change(read)
    assert cache.kept("name") is None


@pytest.mark.parametrize("moment", [0, 2**31 - 1])
def test_clocks_count_for_nothing(moment: int, cache: Cache, read: Path) -> None:
    found = kept(cache, read)
    for path in (found, read):
        os.utime(path, (moment, moment))
    assert cache.kept("name") is not None


def test_a_file_saved_while_it_is_read(cache: Cache, read: Path) -> None:
    trail = Trail()
    first = trail.read(read)
    read.write_text("名称: 乙", "utf-8")
    assert trail.read(read) == first, "one making sees one version"
    cache.keep("name", trail, first)
    assert cache.kept("name") is None
    read.write_bytes(first)
    assert cache.kept("name") == first


def test_a_file_that_was_passed_by_for_where_it_led(cache: Cache, read: Path) -> None:
    link = read.with_name("link.yaml")
    link.symlink_to(read)
    trail = Trail()
    trail.passed(link)
    cache.keep("name", trail, 1)
    assert cache.kept("name") == 1
    link.unlink()
    link.write_bytes(read.read_bytes())
    assert cache.kept("name") is None


def _head(data: bytes) -> int:
    return len(entry._MAGIC) + 2 * entry._DIGEST


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[:-1],
    "cut in its head": lambda data: data[:20],
    "one bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "more than it was": lambda data: data + b"x",
    "another format": lambda data: b"reportgen cache 9\n" + data[18:],
    "zeros": lambda data: bytes(len(data)),
    "poisoned, with the checksum of before": lambda data: data[: _head(data)] + marshal.dumps(([], "poison")),
    "a pickle": lambda data: b"\x80\x04cos\nsystem\n",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_entry_is_refused_and_made_again(
    damage: Callable[[bytes], bytes], cache: Cache, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(cache, read)
    path.write_bytes(damage(path.read_bytes()))
    with monkeypatch.context() as patch:
        patch.setattr(marshal, "loads", lambda data: pytest.fail("unmarshalled before it was checked"))
        assert cache.kept("name") is None
    kept(cache, read)
    assert cache.kept("name") is not None


def test_the_entry_of_another_program_is_not_ours(cache: Cache, read: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(cache, read)
    monkeypatch.setattr(store, "program", lambda: b"another version")
    assert cache.kept("name") is None
    path.rename(cache._path(path.parent, "name"))
    assert cache.kept("name") is None, "nor under the name that ours would have"


def test_an_entry_under_the_name_of_another(cache: Cache, read: Path) -> None:
    path = kept(cache, read)
    path.rename(cache._path(path.parent, "another"))
    assert cache.kept("another") is None


UNTRUSTED: dict[str, Callable[[Path], object]] = {
    "others may read the folder": lambda folder: folder.chmod(0o755),
    "others may write the folder": lambda folder: folder.chmod(0o777),
    "a group may enter it": lambda folder: folder.chmod(0o710),
    "it is a link": lambda folder: (folder.rename(folder.with_name("real")), folder.symlink_to("real")),
    "it is a file": lambda folder: (folder.rename(folder.with_name("real")), folder.write_bytes(b"")),
}


@posix
@pytest.mark.parametrize("spoil", UNTRUSTED.values(), ids=UNTRUSTED.keys())
def test_a_folder_that_others_can_reach_is_not_used(spoil: Callable[[Path], object], cache: Cache, read: Path) -> None:
    kept(cache, read)
    assert cache.folder is not None
    spoil(cache.folder)
    assert cache.kept("name") is None
    cache.keep("name", Trail(), 2)
    assert cache.kept("name") is None
    assert (cache.entries(), cache.clear()) == ([], 0)


@posix
def test_somebody_else_s_folder_is_not_used(cache: Cache, read: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(cache, read)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.kept("name") is None


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_an_entry_that_somebody_else_wrote_is_not_read(cache: Cache, read: Path) -> None:
    path = kept(cache, read)
    os.chown(path, 12345, 12345)
    assert cache.kept("name") is None


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_an_entry_that_others_can_write_is_not_read(mode: int, cache: Cache, read: Path) -> None:
    kept(cache, read).chmod(mode)
    assert cache.kept("name") is None


@posix
def test_an_entry_that_is_a_link_is_not_followed(cache: Cache, read: Path) -> None:
    path = kept(cache, read)
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    assert cache.kept("name") is None


def test_a_folder_that_cannot_be_written(cache: Cache, read: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    cache.keep("name", Trail(), 1)
    assert cache.kept("name") is None
    monkeypatch.setattr(Path, "mkdir", refused)
    Cache(read.parent / "new" / "cache").keep("name", Trail(), 1)


def test_what_cannot_be_kept_is_not(cache: Cache) -> None:
    cache.keep("name", Trail(), object())
    assert cache.kept("name") is None
    assert [path.suffix for path in cache.entries()] == []


def test_no_cache_keeps_nothing() -> None:
    NONE.keep("name", Trail(), 1)
    assert NONE.kept("name") is None
    assert (NONE.entries(), NONE.clear()) == ([], 0)


def test_old_entries_go_first(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 3)
    for number in range(5):
        cache.keep(str(number), Trail(), number)
        path = cache._path(cache.folder or Path(), str(number))
        os.utime(path, (number, number))
    assert [number for number in range(5) if cache.kept(str(number)) is not None] == [2, 3, 4]


def test_large_entries_go_and_the_newest_stays_even_if_the_clock_runs_back(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep("old", Trail(), bytes(1000))
    os.utime(cache._path(cache.folder or Path(), "old"), (2**31 - 1, 2**31 - 1))
    monkeypatch.setattr(store, "_LARGEST", 1500)
    cache.keep("new", Trail(), bytes(1000))
    assert (cache.kept("old"), cache.kept("new")) == (None, bytes(1000))


@pytest.mark.parametrize(
    ("system", "given", "expected"),
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache/reportgen"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "/x/reportgen"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "x"}, "/home/a/.cache/reportgen"),
        ("linux", {}, None),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/reportgen"),
        ("darwin", {}, None),
        ("win32", {"LOCALAPPDATA": "/C/a"}, "/C/a/reportgen"),
        ("win32", {"USERPROFILE": "/C/a"}, None),
        ("linux", {"HOME": "/home/a", "REPORTGEN_CACHE": "/there"}, "/there"),
        ("linux", {"HOME": "/home/a", "REPORTGEN_CACHE": ""}, None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths as POSIX writes them")
def test_where_it_is(system: str, given: dict[str, str], expected: str | None) -> None:
    assert location.folder(given, system) == (Path(expected) if expected else None)
