"""A .docx as PDF, by the LibreOffice that is installed on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.diagnostics import Refused, error

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_PATIENCE = 120  # seconds


def office() -> str | None:
    """The program, where there is one."""
    found = (shutil.which(name) for name in _NAMES)
    return next(filter(None, found), None) or next((place for place in _PLACES if Path(place).is_file()), None)


def pdf(docx: bytes) -> bytes:
    """`docx` as PDF; raises Refused where LibreOffice is not there or does not manage."""
    import subprocess  # noqa: PLC0415 - few ask for a PDF

    program = office()
    if program is None:
        raise Refused([error("no-office", "这台电脑没有装 LibreOffice，不能转成 PDF", "请在 Word、WPS 里另存为 PDF")])
    with TemporaryDirectory(prefix="reportgen-") as place:
        folder = Path(place)
        (folder / "a.docx").write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # beside one that a person has open
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(folder / "a.docx")]
        silent = subprocess.DEVNULL
        try:
            subprocess.run(command, stdin=silent, stdout=silent, stderr=silent, timeout=_PATIENCE, check=True)
            return (folder / "a.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as failure:
            raise Refused([error("office", "LibreOffice 没有转成 PDF", "请在 Word、WPS 里另存为 PDF")]) from failure
