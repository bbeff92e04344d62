"""A YAML file as a person wrote it: plain data, and the place of every value and key.

Every scalar is a str (None where nothing is written); what a value *is* is decided by the records.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from errno import EINVAL
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from reportgen.diagnostics import Diagnostic, Position, error, errors, hint
from reportgen.facts.dialect.composing import Composed
from reportgen.facts.dialect.decoding import decode, lines, scrub
from reportgen.facts.dialect.keyboard import KeyboardSlip, scan
from reportgen.facts.dialect.pieces import compose
from reportgen.facts.dialect.places import Path, Places, Spot, position
from reportgen.facts.dialect.syntax import SYNTAX, broken, cause, left_out
from reportgen.patterns import regex
from reportgen.system import advice, why
from reportgen.values import Frozen, field, replace

__all__ = [
    "ITEMS",
    "NOWHERE",
    "QUARTERS",
    "Path",
    "Reader",
    "Source",
    "in_order",
    "load",
    "loose",
    "named",
    "parse",
    "readable",
]

Reader: TypeAlias = Callable[[FilePath], bytes]

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
ITEMS: Mapping[str | int, int] = {name: n for n, name in enumerate(QUARTERS)}  # names for items of a list
_FIELD = regex(r"\s*#\s*(?:- +)?[^\s:：#“”]{1,12}: +[^\s#]")
_MENDINGS = 30  # slips mended in one run; each costs one more pass over the file
_PASSED = 500_000  # characters read again for them
LARGEST = 512 * 1024  # bytes; a department of a thousand projects needs a third of it


class Source(Frozen):
    """The data of one file (or of several merged ones) with the places of its values and keys.

    `data` holds dict, list, str and None only. `blocks` has, for each literal block scalar, the place of each
    of its lines; `remarks` are the lines “# 名称: 值” outside them.
    """

    file: str
    data: Any
    places: Mapping[Path, Position]
    keys: Mapping[Path, Position] = field(default_factory=dict)
    blocks: Mapping[Path, tuple[Position, ...]] = field(default_factory=dict)
    remarks: tuple[Position, ...] = ()

    def path(self, loc: Path) -> Path:
        """`loc` without the parts that the data has not, down to the deepest part that it has.

        A quarter may be named where the data has a list; of several readings the one that reaches the last part
        wins.
        """
        if loc in self.places:
            return loc
        return max(_readings(loc, self.places), key=lambda path: (len(path), path[-1:] == loc[-1:]))

    def position(self, loc: Path, *, key: bool = False) -> Position:
        """The place of `loc`, or of its deepest known ancestor; parts that the data has not are skipped."""
        path = self.path(loc)
        found = self.keys.get(path) if key else None
        return found or self.places.get(path) or Position(self.file)

    def told(self, path: Path) -> str | None:
        """The place of `path` as a figure names it: dept.yaml:12:9; None where the data has none."""
        places = self.places
        if isinstance(places, Places):
            return places.told(path)
        return places[path].in_short() if path in places else None

    def without(self, paths: Iterable[Path]) -> Source:
        """The same as if nothing were written at `paths`: keys and rows are gone, a quarter keeps its place."""
        data, places, keys = loose(self.data), self.places, self.keys
        for path in sorted(set(paths), key=_last_rows_first):
            moves = _leave_out(data, path)
            places, keys = _left(places, path, moves), _left(keys, path, moves)
        return replace(self, data=data, places=places, keys=keys)

    def standing(self, spots: Set[Spot]) -> Iterator[tuple[Path, Spot]]:
        """Every path, the keys' first, that stands at one of these lines and columns, from 0."""
        for places in (self.keys, self.places):
            assert isinstance(places, Places)  # of one file, as a person wrote it
            yield from places.standing(spots)

    def line(self, loc: Path, number: int) -> Position:
        """The place of line `number` (from 0) of the text at `loc`, or of the text itself where it is inline."""
        block = self.blocks.get(loc, ())
        return block[number] if number < len(block) else self.position(loc)


def _last_rows_first(path: Path) -> tuple[int, list[int]]:
    """What lies deepest comes first, then the rows of a list from its end: none moves before its turn comes."""
    return -len(path), [-part for part in path if isinstance(part, int)]


def _leave_out(data: Any, path: Path) -> bool:
    """Take out what stands at `path`; whether what came behind it in a list comes nearer."""
    for part in path[:-1]:
        data = data[part]
    own: Any = path[-1]
    if isinstance(data, list) and not isinstance(data[own], dict):
        data[own] = None
        return False
    del data[own]
    return isinstance(data, list)


def _left(places: Mapping[Path, Position], path: Path, moves: bool) -> dict[Path, Position]:
    """`places` without those at and below `path`."""
    last, own = len(path) - 1, path[-1]
    left: dict[Path, Position] = {}
    for one, place in places.items():
        number = one[last] if moves and one[:last] == path[:-1] and len(one) > last else None
        if isinstance(number, int) and isinstance(own, int) and number > own:
            left[*one[:last], number - 1, *one[last + 1 :]] = place
        elif one[: last + 1] != path:
            left[one] = place
    return left


def loose(data: Any) -> Any:
    """A copy of the `data` of a source, to be changed."""
    if isinstance(data, dict):
        return {key: loose(value) for key, value in data.items()}
    return [loose(value) for value in data] if isinstance(data, list) else data


NOWHERE = Source("", {}, {}, {})  # of what is known from elsewhere than a file of a person's


def load(path: FilePath, read: Reader = FilePath.read_bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Read the file at `path` (by `read`); the source is None where nothing could be read from it.

    A source may come with errors (duplicate keys, slips that were mended for reading on), so that what its
    records say can be shown in the same run; whoever builds on it must look at the errors first.
    """
    file = str(path)
    try:
        if unfit := _unfit(path):
            return None, [error("no-file", f"“{file}”{unfit}", "", Position(file))]
        return parse(read(path), file)
    except FileNotFoundError:
        return None, [error("no-file", f"找不到文件“{file}”", "请核对路径和文件名", Position(file))]
    except OSError as failure:
        return None, [error("no-file", f"打不开文件“{file}”（{why(failure)}）", advice(failure), Position(file))]


def ordinary(path: FilePath, read: Reader = FilePath.read_bytes) -> bytes:
    """The bytes of an ordinary file (by `read`); raises OSError, also for a pipe or a device, which might never end."""
    if unfit := _unfit(path):
        raise OSError(EINVAL, unfit, str(path))
    return read(path)


def named(path: FilePath, refused: Callable[[FilePath, str, str], Exception]) -> bytes:
    """The bytes of a file that somebody named; raises what `refused` makes of the path, a reason and an advice."""
    try:
        data = ordinary(path)
    except FileNotFoundError:
        raise refused(path, f"找不到文件“{path}”", "请核对路径和文件名") from None
    except OSError as failure:
        what = why(failure) if failure.errno == EINVAL else f"打不开（{why(failure)}）"
        raise refused(path, f"“{path}”{what}", "") from failure
    if not data:
        raise refused(path, "文件是空的", "请核对是否选错了文件")
    return data


def _unfit(path: FilePath) -> str:
    """Why the file at `path` is not one to be read whole; empty where it is."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "是文件夹，不是文件"
    return "" if stat.S_ISREG(mode) else "是管道或设备，不是普通文件"


def parse(content: str | bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """The same for `content` already read; `file` is the name shown in messages."""
    if len(content) > LARGEST:
        message = f"文件有 {len(content) // 1024} KB，超过 {LARGEST // 1024} KB"
        return None, [error("size", message, "资料通常只有几十 KB，请核对文件；大表请作附件", Position(file))]
    text, diagnostics = decode(content, file) if isinstance(content, bytes) else (content, [])
    if text is None:
        return None, diagnostics
    text, illegal = scrub(text.removeprefix("\ufeff"), file)
    composed, slips = _composed(text, file)
    rows = lines(text)
    found = illegal + [slip.diagnostic(file, rows) for slip in slips] + composed.diagnostics
    if composed.broken:
        told = {slip.line for slip in slips}
        elsewhere = [slip for slip in scan(rows) if slip.line not in told]
        found += [broken(composed.broken, file, rows), *(slip.diagnostic(file, rows, hint) for slip in elsewhere)]
    elif composed.data is None and not errors(found):
        found = [error("empty", "文件是空的", "可用 reportgen new 生成一份带说明的空表", Position(file))]
    found = in_order(found)
    if composed.broken or composed.data is None:
        return None, found
    blocks = {path: tuple(position(file, rows, spot) for spot in block) for path, block in composed.blocks.items()}
    places, keys = Places(file, rows, composed.places), Places(file, rows, composed.keys)
    return Source(file, composed.data, places, keys, blocks, tuple(_remarks(rows, file, blocks))), found


def _remarks(rows: list[str], file: str, blocks: Mapping[Path, tuple[Position, ...]]) -> Iterator[Position]:
    """The lines of remarks that look like a field with a value."""
    inside = {place.line for block in blocks.values() for place in block}
    for number, row in enumerate(rows, 1):
        if number not in inside and row.lstrip().startswith("#") and _FIELD.match(row):
            yield Position(file, number, row.index("#") + 1, row)


@lru_cache(maxsize=8)  # an edit is read by whoever makes it, proves it and then looks at the file, each time anew
def _composed(text: str, file: str) -> tuple[Composed, Sequence[KeyboardSlip]]:
    """`text` composed; where the syntax breaks at a slip, the slip is mended and the rest read as it was meant.

    Where it breaks otherwise, the line is left out if the rest can be read then.
    """
    shown = lines(text)
    rows = [row.rstrip() if row.endswith("\t") else row for row in shown]  # a Tab at the end is nobody's slip
    slips = [slip for slip in scan(rows) if slip.certain]
    for slip in slips:
        rows[slip.line] = slip.mended
    most = min(_MENDINGS, _PASSED // (len(text) + 1) + 1)

    def again(told: list[KeyboardSlip]) -> Composed:
        """`rows` composed, every slip mended that breaks the syntax; these join `told`."""
        composed = compose("\n".join(rows), file, shown)
        while len(told) < most and (slip := _next(composed, rows)):
            told.append(slip)
            rows[slip.line] = slip.mended
            composed = compose("\n".join(rows), file, shown)
        return composed

    rest = composed = again(slips)
    more = [*slips]
    while rest.broken and len(more) < most and (line := left_out(rest.broken, rows)) and _apart(line, more):
        more.append(line)
        rows[line.line] = line.mended
        rest = again(more)
    return (composed, slips) if rest.broken else (rest, more)


def _apart(slip: KeyboardSlip, others: list[KeyboardSlip]) -> bool:
    """Whether a line that is left out stands apart from others: a run of them has one cause, which is told."""
    return all(abs(slip.line - other.line) > 1 for other in others if other.code == SYNTAX)


def _next(composed: Composed, rows: list[str]) -> KeyboardSlip | None:
    """The slip to mend next: the one that broke the syntax, or the first where a whole file came out as one text."""
    if composed.broken:
        return cause(composed.broken, scan(rows), rows)
    return next(iter(scan(rows)), None) if isinstance(composed.data, str) else None


def _readings(loc: Path, places: Mapping[Path, Position]) -> list[Path]:
    """Every way to read `loc` as a path that the data has."""
    paths: list[Path] = [()]
    for part in loc:
        names = {part, ITEMS.get(part, part)}
        paths += [(*path, name) for path in paths for name in names if (*path, name) in places]
    return paths


def readable(told: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What of `told` is not about a line that broke the syntax, as `found` says: nothing of it was read."""
    unread = {(one.position.file, one.position.line) for one in found if one.code == SYNTAX and one.position}
    return [d for d in told if not d.position or (d.position.file, d.position.line) not in unread or d.code == SYNTAX]


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file, line and column, as a person works through them."""
    return sorted(diagnostics, key=_order)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    place = diagnostic.position
    return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)
