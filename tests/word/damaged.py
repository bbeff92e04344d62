"""Word files damaged at random, as transfers, other programs and curious people damage them."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO

_VALUES = ("", "x", "NaN", "-1", "0", "1e400", "99999999999999999999", "壹", "{{ 年度 }}", "{%", "}}", "..", "\u3000")
_ATTRIBUTE = re.compile(rb'(\s[\w:]+=")([^"]*)(")')
_ELEMENT = re.compile(rb"<[^<>?!]+>")


def damage(docx: bytes, dice: random.Random) -> tuple[bytes, str]:
    """`docx` damaged in one of several ways, and which."""
    how = dice.choice((_flip, _cut, _drop, _attribute, _attribute, _element, _swap, _part_cut, _part_flip, _twice))
    return how(docx, dice), how.__name__.lstrip("_")


def _flip(docx: bytes, dice: random.Random) -> bytes:
    made = bytearray(docx)
    for _ in range(dice.randint(1, 8)):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def _cut(docx: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(docx))
    return docx[:at] if dice.random() < 0.5 else docx[:at] + docx[at + dice.randint(1, 500) :]


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .docx of `parts`."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def _drop(docx: bytes, dice: random.Random) -> bytes:
    parts = _parts(docx)
    del parts[dice.choice(sorted(parts))]
    return zipped(parts)


def _changed(docx: bytes, dice: random.Random, pattern: re.Pattern[bytes], change) -> bytes:
    """`docx` with one to five matches in one of its parts changed."""
    parts = _parts(docx)
    name = dice.choice(sorted(n for n in parts if n.endswith((".xml", ".rels"))))
    data = parts[name]
    for _ in range(dice.randint(1, 5)):
        if found := list(pattern.finditer(data)):
            one = dice.choice(found)
            data = data[: one.start()] + change(one) + data[one.end() :]
    return zipped({**parts, name: data})


def _attribute(docx: bytes, dice: random.Random) -> bytes:
    return _changed(docx, dice, _ATTRIBUTE, lambda m: m[1] + dice.choice(_VALUES).encode() + m[3])


def _element(docx: bytes, dice: random.Random) -> bytes:
    return _changed(docx, dice, _ELEMENT, lambda m: dice.choice((b"", m[0] * 2, b"<w:x/>" + m[0])))


def _swap(docx: bytes, dice: random.Random) -> bytes:
    parts = _parts(docx)
    one, other = dice.sample(sorted(parts), 2)
    return zipped({**parts, one: parts[other], other: parts[one]})


def _part_cut(docx: bytes, dice: random.Random) -> bytes:
    parts = _parts(docx)
    name = dice.choice(sorted(parts))
    return zipped({**parts, name: parts[name][: dice.randrange(len(parts[name]) + 1)]})


def _part_flip(docx: bytes, dice: random.Random) -> bytes:
    parts = _parts(docx)
    name = dice.choice(sorted(parts))
    return zipped({**parts, name: _flip(parts[name] or b"x", dice)})


def _twice(docx: bytes, dice: random.Random) -> bytes:
    """A whole element inside another of its kind, many times over."""
    kind = dice.choice((b"p", b"tbl", b"tr", b"tc", b"r", b"sdt")).decode().encode()
    deep = dice.choice((1, 3, 100, 300))
    start, end = b"<w:" + kind + b">", b"</w:" + kind + b">"
    return _changed(docx, dice, re.compile(rb"<w:body>|<w:p>"), lambda m: m[0] + start * deep + end * deep)
