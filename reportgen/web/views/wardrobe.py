"""Looks to the classes of a stylesheet: a page may have no style inside, so each look is a class of its own.

A class is named after what it says, so that a page and its stylesheet fit, whenever each was fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from reportgen import drawing

_STACKS: Mapping[str, str] = {  # what a family is called on Windows, on a Mac, on Linux
    "小标宋": '"方正小标宋简体","FZXiaoBiaoSong-B05S","SimSun","Songti SC","Noto Serif CJK SC",serif',
    "黑": '"黑体","SimHei","Heiti SC","Noto Sans CJK SC",sans-serif',
    "楷": '"楷体_GB2312","楷体","KaiTi","Kaiti SC","AR PL KaitiM GB",serif',
    "仿宋": '"仿宋_GB2312","仿宋","FangSong","STFangsong","AR PL SungtiL GB","Noto Serif CJK SC",serif',
    "宋": '"宋体","SimSun","Songti SC","Noto Serif CJK SC",serif',
}
_RAISED = {"super": "super", "sub": "sub"}
_SIDES = ("top", "right", "bottom", "left")
_ALIGNED = {
    "justify": "text-align:justify",
    "distribute": "text-align:justify;text-align-last:justify",
    "center": "text-align:center",
    "right": "text-align:right",
    "left": "text-align:left",
}


class Wardrobe:
    """The classes of one document, which grow as it is looked through."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}

    def put(self, declarations: Iterable[str]) -> str:
        """The name of the class that says `declarations`."""
        told = ";".join(filter(None, declarations))
        if not told:
            return ""
        name = f"k{hashlib.sha256(told.encode()).hexdigest()[:10]}"
        self._classes[name] = told
        return name

    def sheet(self) -> str:
        """The stylesheet."""
        return "".join(f".sheet .{name},.sheet.{name}{{{told}}}\n" for name, told in self._classes.items())


def points(length: float) -> str:
    """A length as a stylesheet says it."""
    return f"{length:.2f}".rstrip("0").rstrip(".") + ("pt" if length else "")


def family(name: str) -> str:
    """The fonts that may stand for `name`, nothing else of which gets into a stylesheet."""
    known = next((stack for part, stack in _STACKS.items() if part in name), "")
    own = "".join(sign for sign in name if sign.isalnum() or sign in " -_")
    return ",".join(filter(None, (f'"{own}"' if own else "", known)))


def of_run(look: drawing.RunLook) -> Iterator[str]:
    """What a stylesheet says of words."""
    latin = look.latin if look.latin != look.font else ""
    fonts = ",".join(filter(None, (family(latin) if latin else "", family(look.font))))
    lines = " ".join(name for name, there in (("underline", look.underline), ("line-through", look.strike)) if there)
    yield f"font-family:{fonts}" if fonts else ""
    yield f"font-size:{points(look.size * (0.65 if look.raised else 1))}"
    yield f"letter-spacing:{points(look.spacing)}" if look.spacing else ""
    yield f"color:#{look.color}" if look.color else ""
    yield f"background:#{look.shade}" if look.shade else ""
    yield "font-weight:bold" if look.bold else ""
    yield "font-style:italic" if look.italic else ""
    yield f"text-decoration:{lines}" if lines else ""
    yield f"vertical-align:{_RAISED[look.raised]};line-height:1" if look.raised else ""


def of_paragraph(look: drawing.ParagraphLook, mark: drawing.RunLook) -> Iterator[str]:
    """What a stylesheet says of a paragraph; its lines are as high as they are, whatever stands in them."""
    kind = "margin" if any((look.edges.top, look.edges.bottom, look.shade)) else "padding"
    yield _ALIGNED[look.align]
    yield f"{kind}-top:{points(look.before)}" if look.before else ""
    yield f"{kind}-bottom:{points(look.after)}" if look.after else ""
    yield f"margin-left:{points(look.left)}" if look.left else ""
    yield f"margin-right:{points(look.right)}" if look.right else ""
    yield f"text-indent:{points(look.first)}" if look.first else ""
    yield f"line-height:{look.line:.3g}" if look.times else f"line-height:{points(look.line)}"
    yield f"background:#{look.shade}" if look.shade else ""
    yield from of_run(mark)
    for side in _SIDES:
        if one := getattr(look.edges, side):
            yield border(side, one)
            yield f"padding-{side}:{points(one.space)}"


def of_cell(look: drawing.CellLook) -> Iterator[str]:
    """What a stylesheet says of a cell."""
    yield f"padding:{' '.join(map(points, look.padding))}"
    yield f"vertical-align:{look.stands}"
    yield f"background:#{look.shade}" if look.shade else ""
    yield from (border(side, one) for side in _SIDES if (one := getattr(look.edges, side)))


def border(side: str, edge: drawing.Edge) -> str:
    """One border."""
    return f"border-{side}:{points(edge.width)} {edge.style} {f'#{edge.color}' if edge.color else '#000'}"


def of_section(section: drawing.DrawnSection) -> Iterator[str]:
    """What a stylesheet says of a page."""
    yield f"width:{points(section.width)};min-height:{points(section.height)}"
    yield f"padding:{' '.join(map(points, section.margins))}"


def of_margin(section: drawing.DrawnSection, side: str) -> Iterator[str]:
    """Where a header or a footer stands."""
    _, right, _, left = section.margins
    yield f"left:{points(left)};right:{points(right)}"
    yield f"{side}:{points(section.header_at if side == 'top' else section.footer_at)}"
