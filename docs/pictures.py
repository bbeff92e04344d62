"""The pictures of docs/使用手册.md: python docs/pictures.py (needs LibreOffice, poppler and Chinese fonts).

What the clerk of the manual has before her at each step: the form filled as tests/docs fills it, the report and the
ledger made of it, drawn by LibreOffice and cut to what is on the page.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "docs")]

from excel_edits import STEPS, mistyped_total  # noqa: E402 - tests/docs is no package

from reportgen.cli import main  # noqa: E402

TARGET = ROOT / "docs" / "images" / "manual"
LARGEST, WIDEST, DPI, MARGIN = 120_000, 1100, 110, 12
FORM = {  # the name of a picture, and words that only its page says
    "excel-info": "部门·简称",
    "excel-budget": "人员经费·年初",
    "excel-rows": "财务管理制度",
    "excel-text": "增减原因",
    "excel-answers": "A11预算编制合理性：要点1",
}
REPORT = {"report": "预算收支及执行情况表", "problems": "（3）预算调整调剂幅度偏高"}
LEDGER = {"ledger": "责任科室"}


def made(folder: Path) -> None:
    """Every file of the manual, by its own commands and steps."""
    with contextlib.chdir(folder), contextlib.redirect_stdout(sys.stderr):
        main(["new", "--pack", "futian", "填报表.xlsx"])
        STEPS["填表"](folder)
        main(["build", "填报表.xlsx"])
        main(["draft", "填报表.yaml"])
        STEPS["写原因"](folder)
        main(["build", "填报表.yaml", "-o", "报告.docx"])
        main(["ledger", "填报表.yaml", "-o", "整改台账.xlsx"])


def drawn(file: Path, pictures: dict[str, str]) -> None:
    """For each picture the first page that says its words."""
    home = file.parent
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(home), str(file)]
    subprocess.run(office, check=True, capture_output=True)
    paper = file.with_suffix(".pdf")
    with pdfplumber.open(paper) as pages:
        texts = ["".join((page.extract_text() or "").split()) for page in pages.pages]
    for name, words in pictures.items():
        number = next(n for n, text in enumerate(texts, 1) if words in text)
        page = home / name
        cut = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "-f", str(number), "-l", str(number), str(paper)]
        subprocess.run([*cut, str(page)], check=True)
        saved(Image.open(page.with_suffix(".png")).convert("RGB"), TARGET / f"{name}.png")


def saved(page: Image.Image, target: Path) -> None:
    """The page without its margins, in as many colours as fit."""
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, *page.size)
    left, top, right, bottom = box
    page = page.crop((max(left - MARGIN, 0), max(top - MARGIN, 0), right + MARGIN, min(bottom, top + 900) + MARGIN))
    page.thumbnail((WIDEST, WIDEST))
    for colours in (64, 32, 16, 8):
        page.quantize(colours).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            break


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        made(Path(place))
        drawn(Path(place) / "填报表.xlsx", FORM)
        drawn(Path(place) / "报告.docx", REPORT)
        drawn(Path(place) / "整改台账.xlsx", LEDGER)
        mistyped_total(Path(place))
        drawn(Path(place) / "填报表.xlsx", {"excel-check": FORM["excel-budget"]})
