"""What is wrong with a file that should have been a .docx, in words of what to do about it."""

from __future__ import annotations

import zipfile

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.word.ooxml import archive

TEMPLATE = "模板"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_STRICT = b"http://purl.oclc.org/ooxml/"
_KINDS = {
    "empty": ("{}文件是空的（0 字节）", "请换用完好的 .docx 文件"),
    "encrypted": ("{}文件已加密，无法读取", "请在 Word 里取消打开密码后另存"),
    "doc": ("{}是旧格式的 .doc（或 .wps、.rtf）文件", "请在 Word 或 WPS 里另存为 .docx"),
    "strict": (
        "{}以“Strict Open XML 文档”格式保存，本工具读不了",
        "请在 Word 里另存为“Word 文档（.docx）”，不要选 Strict",
    ),
    "damaged": ("{}文件已损坏，或不是 Word 文档（.docx）", "请在 Word 里打开检查后另存为 .docx"),
    "not-docx": ("{}文件不是 .docx", "请在 Word 或 WPS 里另存为 .docx，只改扩展名没有用"),
}


def diagnosis(data: bytes, at: Position, failure: Exception | None = None, called: str = TEMPLATE) -> Diagnostic:
    """What `data` is instead of a .docx that can be read; the file is `called` so."""
    if isinstance(failure, archive.TooLarge):
        return damaged("", failure, at.file)
    kind = _kind(data)
    message, hint = _KINDS[kind]
    return error(f"template-{kind}" if called == TEMPLATE else "not-docx", message.format(called), hint, at)


def _kind(data: bytes) -> str:
    if not data:
        return "empty"
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if data.startswith((_OLE, _RTF)):
        return "doc"
    if not data.startswith(b"PK"):
        return "not-docx"
    return "strict" if _is_strict(data) else "encrypted" if _has_password(data) else "damaged"


def _has_password(data: bytes) -> bool:
    """Whether the zip itself asks for a password."""
    return int.from_bytes(data[6:8], "little") & 1 == 1


def _is_strict(data: bytes) -> bool:
    """Whether the file is in the strict form of ISO 29500, whose names are other ones."""
    try:
        links = archive.read(data).get("_rels/.rels")
        return links is not None and _STRICT in links.data()
    except zipfile.BadZipFile:
        return False


def damaged(name: str, failure: Exception, file: str) -> Diagnostic:
    """What to say of a part that cannot be read."""
    if isinstance(failure, archive.TooLarge):
        return error("too-large", f"{failure}过大，没有打开", f"{archive.LIMITS}；请换用正常的文件", Position(file))
    why = f"XML 第 {failure.lineno} 行不完整" if isinstance(failure, etree.XMLSyntaxError) else "内容与校验不符"
    message = f"文件已损坏：其中的“{name}”{why}"
    return error("template-damaged", message, "请换用完好的文件，或在 Word 里修复打开后另存为 .docx", Position(file))
