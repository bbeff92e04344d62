"""pack new: a pack that builds at once, with examples of everything that may be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.diagnostics import Position, Refused, error
from reportgen.editor.catalogue import pack_schemas
from reportgen.editor.trial import examples
from reportgen.facts.blanks.schema import FOLDER
from reportgen.packs import pack as packs
from reportgen.packs.pack import TEMPLATE, Pack
from reportgen.patterns import regex
from reportgen.report import TEMPLATE_FILTERS
from reportgen.word.workshop import anatomy as anatomies
from reportgen.word.workshop.starter import starter

_YEAR = regex(r"-(20\d\d)(?=-|$)")
_NAME = regex(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST_BLOCKS = ("前言", "标题")


_FIRST = "X11"
_BEGUN = f"""\
# 指标体系：从头写。照公布的评分表逐行改，编号自定；不要用上级套件已有的编号（A11、B42 等），以免措辞混用。
# 分值：每一级相加等于上一级，一级指标相加等于 100。评分规则的写法见 reportgen pack kinds。
名称: 部门整体支出绩效评价指标体系
评分表名: 部门整体支出绩效评价指标评分表

# 等级由高到低，最后一档下限为 0
等级:
  - {{等级: 优, 下限: 90}}
  - {{等级: 良, 下限: 80}}
  - {{等级: 中, 下限: 60}}
  - {{等级: 差, 下限: 0}}

# 不适用的指标怎样计：满分、剔除换算 或 零分
不适用: 满分

指标:
  继承: 否                    # 不要上级套件的指标

  X:
    名称: 投入
    分值: 100
  X1:
    名称: 预算配置
    上级: X
    分值: 100
  {_FIRST}:
    名称: 编外人员控制率
    上级: X1
    分值: 100
    规则: {{类型: 达标, 取值: 编外人员控制率, 条件: "≤10%"}}
"""
_BEGUN_CASES = f"""\
# 用例：给什么数、作什么答，应得几分。每个指标写几例，pack check 会核对。
- {{指标: {_FIRST}, 给: {{人员.在编: 90, 人员.劳务派遣: 10}}, 得: 100}}
- {{指标: {_FIRST}, 给: {{人员.在编: 89, 人员.劳务派遣: 11}}, 得: 0}}
"""


def new(name: str, parent: str, folder: Path, roots: Sequence[Path], *, empty: bool = False) -> dict[Path, bytes]:
    """The files of pack `name` under `folder`, which inherits `parent`; raises Refused for a name not to be had.

    An `empty` one has a framework of its own, of one indicator to begin with.
    """
    target = folder / name
    if not _NAME.fullmatch(name):
        hint = "套件名用小写英文字母、数字和连字符，如 luohu-2022"
        raise Refused([error("pack-name", f"“{name}”不能作套件名", hint)])
    if target.exists():
        raise Refused([error("exists", "文件夹已存在，未改动", "请换一个套件名", Position(str(target)))])
    pack, _ = packs.load(parent, roots)
    texts = {
        "pack.yaml": _info(name, pack, _cited(pack) if empty else ""),
        "framework.yaml": _BEGUN if empty else _framework(pack),
        "formulas.yaml": _formulas(pack),
        "wording.yaml": _wording(*((_FIRST, "编外人员控制率") if empty else _first(pack))),
        examples.FILE: _BEGUN_CASES if empty else _examples(pack),
    }
    made = {target / file: f"{_schema(file)}\n{text}".encode() for file, text in texts.items()}
    template = _template(pack)
    return {**made, target / TEMPLATE: template} if template else made


def schemas(folder: Path) -> dict[Path, bytes]:
    """What editors complete and check the files of packs under `folder` with."""
    return {folder / FOLDER / name: text.encode() for name, text in pack_schemas.texts().items()}


def _schema(file: str) -> str:
    return f"# yaml-language-server: $schema=../{FOLDER}/{pack_schemas.schema_file(file)}"


def _commented(lines: str) -> Iterator[str]:
    return (f"# {line}" if line else "" for line in lines.splitlines())


def _text(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _info(name: str, pack: Pack, cited: str) -> str:
    """pack.yaml: what the parent says as comments, but for the documents `cited`, which are to be one's own."""
    address = pack.info.address
    own = f"""\
报告名: {pack.info.title}
评分表名: {pack.info.annex_title}
公开渠道: {pack.info.channel or "区政府门户网站"}
称谓:
  区: {address.district}
  领导机关: {address.leaders}
  财政部门: {address.finance}
  主体: {address.subject}
{"" if cited else _cited(pack)}选项:
{_options(pack)}"""
    return _text(
        f"# {name}：只写与上级套件 {pack.name} 不同之处，没有写的沿用上级。",
        f"名称: {_named(name, pack)}",
        f"继承: {pack.name}",
        "",
        *(
            ["# 报告引用的依据文件：逐项核对，换成、补上本地的；整份替换上级的", *cited.splitlines(), ""]
            if cited
            else ()
        ),
        "# 要改哪一项，就去掉那一行（连同它所属的组）前面的“# ”再改；以下是上级现在的写法：",
        *_commented(own),
    )


def _cited(pack: Pack) -> str:
    """The documents that the parent's reports cite, as pack.yaml lists them."""
    lists = {"公开依据": pack.info.disclosure_basis, "编制依据": pack.info.budget_basis}
    return "".join(
        f"{field}:\n"
        + "".join(f"  - 名称: {one.name}\n" + (f"    文号: {one.number}\n" if one.number else "") for one in documents)
        for field, documents in lists.items()
        if documents
    )


def _named(name: str, pack: Pack) -> str:
    """The parent's name with the year of the new pack, and the new pack's own where that alone tells them apart."""
    year, before = _YEAR.search(name), _YEAR.search(pack.name)
    told = re.sub(r"20\d\d(?=年)", year[1], pack.info.name) if year else pack.info.name
    same = year and before and name[: year.start()] == pack.name[: before.start()] and told != pack.info.name
    return told if same else f"{told}（{name}）"


def _options(pack: Pack) -> str:
    return "\n".join(f"  {name}: {'是' if on else '否'}" for name, on in pack.info.options.items()) or "  （无）: 是"


def _framework(pack: Pack) -> str:
    code, indicator = next(pack.framework.leaves())
    own = f"""\
  {code}:
    分值: {indicator.full}
    依据: {indicator.basis or "依据的文件"}
    评分标准: 官方的评分标准文字（不写则由规则生成）"""
    return _text(
        "# 指标体系：只写不同的指标和字段；不要的指标写“停用: 是”。改了分值，每一级相加须等于上一级，规则的分也要改。",
        f"# 全部指标和出处见 reportgen pack show {pack.name}。",
        "指标:",
        *_commented(own),
    )


def _formulas(pack: Pack) -> str:
    name, spec = next(iter(pack.formulas.specs.items()))
    own = f"""\
  {name}:
    算式: {spec.text}
    口径: {spec.meaning or "怎样算、哪些数计入"}"""
    return _text(
        "# 算式：只写口径不同的。可用的名称见 reportgen pack vars。",
        "算式:",
        *_commented(own),
    )


def _first(pack: Pack) -> tuple[str, str]:
    code, indicator = next(pack.framework.leaves())
    return code, indicator.name


def _wording(code: str, name: str) -> str:
    own = f"""\
  {code}:
    问题标题: {name}存在不足
    评语:
      满分: {name}达到要求。
      失分: {name}没有达到要求，扣{{{{ 扣分 | 分 }}}}分。"""
    return _text(
        "# 措辞：只写不同的句子；问题标题、问题描述、整改措施、评语可以分别改。肯定的话只写在“满分”里。",
        "措辞:",
        *_commented(own),
    )


def _examples(pack: Pack) -> str:
    """The parent's first example, which holds here as well until a rule is changed."""
    files = (folder / examples.FILE for folder in pack.folders)
    lines = next((file.read_text("utf-8").splitlines() for file in files if file.is_file()), [])
    starts = [n for n, line in enumerate(lines) if line.startswith("- ")]
    first = lines[starts[0] : starts[1] if len(starts) > 1 else None] if starts else []
    kept = [line for line in first if line.strip() and not line.startswith("#")]
    return _text("# 用例：给什么数、作什么答，应得几分。改了规则或分值，在这里写一例，pack check 会核对。", *kept)


def _template(pack: Pack) -> bytes | None:
    """A template that inherits the parent's; None where that has no blocks, and is used as it is."""
    anatomy = anatomies.anatomy(pack.template, [f.parent for f in pack.folders], TEMPLATE_FILTERS)
    names = list(anatomy.blocks())
    block = next((name for name in (*_FIRST_BLOCKS, *names) if name in names), None)
    if block is None:
        return None
    extends = f"{pack.template.parent.name}/{pack.template.name}"
    return starter(pack.template.read_bytes(), extends, block)
