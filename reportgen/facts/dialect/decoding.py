"""Bytes of a file a person saved → text, and every character in it that no report may hold.

UTF-8 with or without BOM, UTF-16 with one and GB18030 are read; what is neither is refused with what it seems to be.
"""

from __future__ import annotations

import codecs
from itertools import islice

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.patterns import regex

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_HAN = regex("[\u4e00-\u9fff]")
# What XML 1.0 cannot hold, and the exotic line ends that editors and YAML count differently.
ILLEGAL = regex("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LOOKED_AT = 4000  # bytes
_TOLD_OF_A_LINE = 5  # control characters; more say nothing new
_BREAKS = "\x0b\x0c\u2028\u2029"  # Word's line and page breaks
_HIDDEN = regex("[\u00ad\u200b-\u200f\u2060\ufeff]")  # signs that nobody sees
_LINE = regex(r"\r\n|\r|\n")


def lines(text: str) -> list[str]:
    """The lines of `text` as editors count them."""
    return _LINE.split(text)


def decode(content: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of `content` without its BOM, or None and why it cannot be read."""
    coding = _coding(content)
    if not coding and (wrong := _not_text(content)):
        return None, [error("encoding", f"无法读取：{wrong[0]}", wrong[1], Position(file))]
    try:
        return content.decode(coding or "utf-8-sig"), []
    except UnicodeDecodeError:
        return _decode_gb18030(content, file)


def scrub(text: str, file: str) -> tuple[str, list[Diagnostic]]:
    """`text` with every illegal character replaced by a space, and an error for each place that held one.

    Signs that nobody sees are left out without a word.
    """
    text = _HIDDEN.sub("", text)
    if not ILLEGAL.search(text):
        return text, []
    rows = lines(text)
    found = [
        error(
            "control-character",
            *_told(match[0]),
            Position(file, number, match.start() + 1, clean),
        )
        for number, row in enumerate(rows, 1)
        if (clean := ILLEGAL.sub(" ", row)) != row
        for match in islice(ILLEGAL.finditer(row), _TOLD_OF_A_LINE)
    ]
    return ILLEGAL.sub(" ", text), found


def _told(sign: str) -> tuple[str, str]:
    """What to say of an illegal sign, and what to do."""
    if sign in _BREAKS:
        return f"含有从 Word 粘贴来的手动换行或分页符（U+{ord(sign):04X}）", "请删去它，改为按回车另起一行"
    return f"含有看不见的控制字符 U+{ord(sign):04X}", "多为从别处粘贴带入，请删去后重新输入"


def _coding(content: bytes) -> str:
    """UTF-32 or UTF-16 by its mark, or by the zeros in every second byte of the signs that YAML is made of."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith(_UTF16):
        return "utf-16"
    first = content[:_LOOKED_AT]
    likely = "utf-16-be" if first[::2].count(0) > first[1::2].count(0) else "utf-16-le"
    zeros = 0 if content.startswith(_OFFICE) else first.count(0)
    return likely if zeros and ": " in first.decode(likely, errors="ignore") else ""


def _not_text(content: bytes) -> tuple[str, str] | None:
    """What a file is that is no text, and what to do."""
    if content.startswith(_OFFICE):
        advice = "资料是纯文本文件（.yaml）：请换回原来的文件；内容在 Word 里的，复制到记事本，另存为 UTF-8"
        return "这是 Word、Excel 或 PDF 文件，不是文本文件", f"{advice}；填报表请用 reportgen take 并入"
    return ("文件含有二进制内容，不是文本文件", "请用文本编辑器另存为 UTF-8") if b"\0" in content else None


def _decode_gb18030(content: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """GB18030 decodes nearly anything, so a text that is plainly UTF-8 with damaged bytes is told apart first."""
    as_utf8 = content.decode("utf-8", errors="replace")
    damaged = as_utf8.count("\ufffd") * 5 < len(_HAN.findall(as_utf8))
    try:
        if not damaged:
            return content.decode("gb18030"), []
    except UnicodeDecodeError:
        pass
    before = lines(as_utf8.partition("\ufffd")[0])
    place = Position(file, len(before), len(before[-1]) + 1, lines(as_utf8)[len(before) - 1])
    message = "此处的字节既不是 UTF-8 也不是 GB18030 文字"
    return None, [error("encoding", message, "文件可能已损坏，请另存为 UTF-8 后重试", place)]
