"""The old .xls: the stream of the workbook in its compound file (MS-CFB), and its cells that are errors (MS-XLS)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

OLE = b"\xd0\xcf\x11\xe0"  # how a compound file begins
_HEADER, _ENTRY, _SMALL, _LITTLE = 512, 128, 4096, 64
_SIZES = {9: 512, 12: 4096}  # of a sector, by the power of two
_LAST = 0xFFFFFFFA  # numbers of sectors from here on are signs
_STREAM, _ROOT = 2, 5  # kinds of entries of the directory
_SHEET, _FORMULA, _ERROR = 0x0085, 0x0006, 0x0205
_CODES = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def errors(data: bytes) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """By the names of sheets and row and column from 0, the errors in the cells; raises struct.error, LookupError."""
    stream = _Compound(data).stream("Workbook")
    sheets = [(struct.unpack_from("<I", body)[0], _name(body[6:])) for kind, body in _records(stream) if kind == _SHEET]
    found: dict[str, dict[tuple[int, int], str]] = {}
    ends = [*sorted(begin for begin, _ in sheets)[1:], len(stream)]
    for (begin, name), end in zip(sorted(sheets), ends, strict=False):
        found[name] = dict(_errors(stream[begin:end]))
    return found


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _name(text: bytes) -> str:
    """A name behind its length, in one byte or two a sign."""
    length, wide = text[0], text[1] & 1
    return text[2 : 2 + length * 2].decode("utf-16-le") if wide else text[2 : 2 + length].decode("latin-1")


def _errors(stream: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(stream):
        if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            yield struct.unpack_from("<HH", body), _CODES.get(body[8], "#")
        elif kind == _ERROR and body[7]:
            yield struct.unpack_from("<HH", body), _CODES.get(body[6], "#")


class _Compound:
    """A compound file: sectors in chains, and a directory of streams."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = _SIZES[struct.unpack_from("<H", data, 30)[0]]
        (first,), (self.mini,) = struct.unpack_from("<I", data, 48), struct.unpack_from("<I", data, 60)
        more, number = struct.unpack_from("<II", data, 68)
        listed = list(struct.unpack_from("<109I", data, 76))
        for _ in range(min(number, len(data) // self.size)):
            *own, more = struct.unpack(f"<{self.size // 4}I", self._sector(more))
            listed += own
        parts = [self._sector(one) for one in listed if one < _LAST]
        self.fat = struct.unpack(f"<{len(parts) * self.size // 4}I", b"".join(parts))
        self.directory = self._chain(first, self.fat)

    def stream(self, name: str) -> bytes:
        """The stream of that name; raises LookupError where there is none."""
        entries = [self.directory[at : at + _ENTRY] for at in range(0, len(self.directory), _ENTRY)]
        root = next(entry for entry in entries if entry[66] == _ROOT)
        for entry in entries:
            if (
                entry[66] == _STREAM
                and entry[: struct.unpack_from("<H", entry, 64)[0]].decode("utf-16-le")[:-1] == name
            ):
                first, size = struct.unpack_from("<II", entry, 116)
                return (self._chain(first, self.fat) if size >= _SMALL else self._short(root, first))[:size]
        raise LookupError(name)

    def _sector(self, number: int) -> bytes:
        at = _HEADER if self.size == _HEADER else self.size
        return self.data[at + number * self.size : at + (number + 1) * self.size]

    def _chain(self, number: int, fat: tuple[int, ...]) -> bytes:
        found, seen = [], 0
        while number < _LAST and seen <= len(fat):
            found.append(self._sector(number))
            number, seen = fat[number], seen + 1
        return b"".join(found)

    def _short(self, root: bytes, number: int) -> bytes:
        """A stream that is kept in small sectors, which lie in the stream of the root."""
        small = self._chain(struct.unpack_from("<I", root, 116)[0], self.fat)
        table = self._chain(self.mini, self.fat)
        fat: tuple[int, ...] = struct.unpack(f"<{len(table) // 4}I", table)
        found: list[bytes] = []
        while number < _LAST and len(found) <= len(fat):
            found.append(small[number * _LITTLE : (number + 1) * _LITTLE])
            number = fat[number]
        return b"".join(found)
