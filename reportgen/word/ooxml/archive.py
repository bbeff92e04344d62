"""Zip files read and written without unpacking what does not change; the same entries always give the same bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION = 20
_UTF8 = 0x800
_MIDNIGHT_1980 = (0, (1 << 5) | 1)  # the earliest moment a zip can hold: dates would change the bytes of equal reports
_LEVEL = 6
_MEGABYTE = 1 << 20
_LARGEST_XML, _LARGEST_OTHER, _LARGEST_ALL = 20 * _MEGABYTE, 50 * _MEGABYTE, 200 * _MEGABYTE
_MOST_FILES = 5000
LIMITS = "文件里的文字、样式等每个部件解开后不超过 20 MB，图片等不超过 50 MB，合计不超过 200 MB、5000 个部件"
_FAULTS = (struct.error, NotImplementedError, ValueError, OverflowError, RuntimeError, EOFError, OSError, IndexError)


class TooLarge(zipfile.BadZipFile):
    """Raised for an archive that holds more than LIMITS allow: a few kilobytes can unpack to gigabytes."""


@dataclass(frozen=True)
class ZipEntry:
    """A file in an archive as it stands there: `raw` is what its method (0 stored, 8 deflated) made of `size` bytes."""

    name: str
    method: int
    crc: int
    size: int
    raw: bytes

    def data(self) -> bytes:
        """The file's own bytes; raises zipfile.BadZipFile where they are damaged or more than was announced."""
        made = self.raw
        if self.method:
            try:
                made = zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.raw, self.size + 1)
            except zlib.error as failure:
                raise zipfile.BadZipFile(self.name) from failure
        if len(made) != self.size or zlib.crc32(made) != self.crc:
            raise zipfile.BadZipFile(self.name)
        return made


class _Loose(ZipEntry):
    """A file that is deflated only when it is written, for it may be replaced before."""

    def __init__(self, name: str, data: bytes) -> None:
        self.__dict__.update(name=name, method=zipfile.ZIP_DEFLATED, size=len(data), _data=data)

    def __getattr__(self, name: str) -> Any:
        if name not in ("crc", "raw"):
            raise AttributeError(name)
        data: bytes = self.__dict__["_data"]
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.__dict__.update(crc=zlib.crc32(data), raw=squeeze.compress(data) + squeeze.flush())
        return self.__dict__[name]

    def data(self) -> bytes:
        """The file's own bytes."""
        own: bytes = self.__dict__["_data"]
        return own


def pack(name: str, data: bytes) -> ZipEntry:
    """`data`, to stand deflated in an archive under `name`."""
    return _Loose(name, data)


def read(data: bytes) -> dict[str, ZipEntry]:
    """The files in a zip by name; raises zipfile.BadZipFile, also for methods other than deflate and for too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
        _within_limits(infos)
        return {info.filename: _entry(data, info) for info in infos}
    except _FAULTS as failure:
        raise zipfile.BadZipFile(str(failure)) from failure


def _within_limits(infos: Sequence[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _LARGEST_ALL:
        raise TooLarge("整个文件")
    for info in infos:
        if info.file_size > (_LARGEST_XML if info.filename.endswith((".xml", ".rels")) else _LARGEST_OTHER):
            raise TooLarge(f"部件“{info.filename}”")


def _entry(data: bytes, info: zipfile.ZipInfo) -> ZipEntry:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
        raise zipfile.BadZipFile(info.filename)
    *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + name + extra
    raw = data[start : start + info.compress_size]
    return ZipEntry(info.filename, info.compress_type, info.CRC, info.file_size, raw)


def write(entries: Iterable[ZipEntry]) -> bytes:
    """A zip of `entries` in their order."""
    files: list[bytes] = []
    index: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode()
        about = (_UTF8, entry.method, *_MIDNIGHT_1980, entry.crc, len(entry.raw), entry.size, len(name), 0)
        files += [_LOCAL.pack(b"PK\x03\x04", _VERSION, *about), name, entry.raw]
        index += [_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *about, 0, 0, 0, 0, offset), name]
        offset += _LOCAL.size + len(name) + len(entry.raw)
    directory = b"".join(index)
    count = len(index) // 2
    return b"".join((*files, directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)))
