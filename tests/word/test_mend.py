"""Tags as Word scatters them: mended, while the text beside them keeps its own look."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import docx
from docxtpl import RichText

from reportgen.diagnostics import Refused
from reportgen.word import Template

BOLD, HINT = "<w:b/>", '<w:rFonts w:hint="eastAsia"/>'
CONTEXT = {"名": "甲", "花": RichText("x"), "真": True, "列": [1, 2]}


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def rendered(content: str, tmp_path: Path) -> str:
    """The paragraph's runs as look:text, those without text left out."""
    path = tmp_path / "template.docx"
    path.write_bytes(docx(f"<w:p>{content}</w:p>"))
    with zipfile.ZipFile(BytesIO(Template(path).render(CONTEXT))) as archive:
        xml = archive.read("word/document.xml").decode()
    runs = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(.*?)</w:r>", xml)
    words = {BOLD: "粗", HINT: "字", "": ""}
    told = [(words[look], re.sub(r"<w:(tab|br)/>", r"⟨\1⟩", content)) for look, content in runs]
    return " ".join(f"{look}:{text}" for look, xml in told if (text := re.sub(r"<[^>]+>", "", xml)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("前{") + run("{ 名 ") + run("}") + run("}后"), ":前甲后"),
        (run("前", HINT) + run("{{ ") + run("名", HINT) + run(" }}") + run("后", HINT), "字:前 :甲 字:后"),
        (run("前{{ 名") + run(" }}后", BOLD), ":前甲 粗:后"),
        (run("前{{ ") + f'<w:hyperlink r:id="rId1">{run("名")}</w:hyperlink>' + run(" }}后"), ":前甲 :后"),
        ("<w:r><w:t>{{</w:t><w:tab/><w:t>名 }}</w:t><w:br/><w:t>乙</w:t></w:r>", ":甲⟨br⟩乙"),
        (run("{{ 名 }}{{ 名") + run(" }}乙{{") + run("名}}", BOLD), ":甲甲乙甲"),
        (run("前", BOLD) + run("{{r 花 }}", BOLD) + run("后", BOLD), "粗:前 :x 粗:后"),
        (run("前{{r 花 }}后", BOLD), "粗:前 :x 粗:后"),
        (run("前{%r if 真 %}中{%r endif %}后", BOLD), "粗:前 粗:中 粗:后"),
        (run("{%r for 项 in 列 %}{{ 项 }}、{%r endfor %}", BOLD), "粗:1、 粗:2、"),
    ],
)
def test_text_beside_a_tag_keeps_its_look(content: str, expected: str, tmp_path: Path) -> None:
    assert rendered(content, tmp_path) == expected


@pytest.mark.parametrize("level", ["p", "r"])
def test_plain_text_cannot_stand_for_a_paragraph(level: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"“名”是文字[\s\S]*请写成 \{\{ 名 \}\}"):
        rendered(run(f"{{{{{level} 名 }}}}"), tmp_path)
