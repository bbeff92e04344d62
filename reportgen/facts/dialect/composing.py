"""PyYAML's event stream → plain data under our strict dialect, with the place of every value and key.

Every scalar is a str, or None when nothing is written; types are decided by the records. Tags, anchors,
aliases, merge keys, several documents, keys that are not text and duplicate keys are refused, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events as ev

from reportgen.diagnostics import Diagnostic, Position, error, hint, warning
from reportgen.facts.dialect.decoding import ILLEGAL
from reportgen.facts.dialect.folds import cut, hidden, joined, run_together, unfolded
from reportgen.facts.dialect.places import Path, Spot, position
from reportgen.patterns import regex
from reportgen.values import Changing, field, replace

_EMPTY = ("", "~", "null", "Null", "NULL")
_QUOTES = "“”‘’\"'「」"
_THOUSANDS = regex(r"\d{3}(\.\d+)?\s*[万亿]?元?")
_ITEM, _BULLET = regex(r"\s*-\s+\S"), regex("[-－—–•●·*]")
DUPLICATE = "duplicate-key"  # `where` is the path of what stands twice
_DEEPEST = 40
_MOST_TOLD = 200
_QUICK = getattr(yaml, "CBaseLoader", None)
_AT_ODDS = regex(r"(?m)[\t?\ufeff]|^(?:---|\.\.\.)|:\s*[,}]|:\s+]|[|>][-+\d]*#|!\S*,")  # libyaml reads it otherwise


class Composed(Changing):
    """What one pass over the events gives; `broken` is the syntax error that ended it, if any."""

    data: Any = None
    places: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)
    blocks: dict[Path, tuple[Spot, ...]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: yaml.MarkedYAMLError | None = None


def quick_loader(text: str) -> Any:
    """libyaml's loader, if PyYAML has it and it reads `text` as PyYAML's own does, with the same marks; else None."""
    return None if _AT_ODDS.search(text) else _QUICK


def one_pass(text: str, file: str, rows: list[str], loader: Any) -> Composed | None:
    """One pass over the events of `loader`; None where libyaml breaks off."""
    composer = _Composer(text, file, rows, loader)
    try:
        composer.document()
    except _EnoughError:
        composer.out.data = None
    except yaml.MarkedYAMLError as broken:
        if loader is _QUICK:
            return None
        composer.out.broken = broken
    return composer.out


def _slipped(rows: list[str]) -> int:
    """The first of `rows`, of one value that is no list of its own, that an item “- ” of a list has slipped into."""
    if _BULLET.match(rows[0]):
        return 0
    return next((at for at, row in enumerate(rows) if at and _ITEM.match(row)), 0)


class _EnoughError(Exception):
    """Groups or faults beyond what anybody writes: reading on would cost time and tell nothing new."""


class _Composer:
    def __init__(self, text: str, file: str, rows: list[str], loader: Any) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=loader))
        self.file, self.rows, self.out = file, rows, Composed()

    def document(self) -> None:
        next(self.events)
        start = next(self.events)
        if isinstance(start, ev.StreamEndEvent):
            return
        if start.version or start.tags:
            self.refuse("directive", "不支持以“%”开头的 YAML 指令", "请删去这一行", start.start_mark)
        self.out.data = self.value(next(self.events), ())
        next(self.events)
        if not isinstance(after := next(self.events), ev.StreamEndEvent):
            message, hint = "一个文件只能有一份内容，此处又以“---”开始了另一份", "请分成两个文件"
            self.refuse("documents", message, hint, after.start_mark)

    def value(self, event: Any, path: Path) -> Any:
        mark = event.start_mark
        self.out.places[path] = mark.line, mark.column
        if isinstance(event, ev.AliasEvent):
            self.refuse("alias", f"不支持引用“*{event.anchor}”", "请把内容照写一遍", event.start_mark)
            return None
        self.plain(event)
        if isinstance(event, ev.ScalarEvent):
            return self.scalar(event, path)
        if len(path) >= _DEEPEST:
            self.refuse("depth", f"嵌套超过 {_DEEPEST} 层", "请检查缩进和括号", event.start_mark)
            raise _EnoughError
        return self.sequence(path) if isinstance(event, ev.SequenceStartEvent) else self.mapping(path)

    def plain(self, event: Any) -> None:
        """Refuse what decorates a value in full YAML."""
        if event.anchor:
            self.refuse("anchor", f"不支持锚点“&{event.anchor}”", "值以“&”开头时请加引号", event.start_mark)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse("tag", f"不支持类型标记“{tag}”", "值以“!”开头时请加引号", event.start_mark)

    def scalar(self, event: Any, path: Path) -> str | None:
        text: str = event.value
        if not event.style and "#" in (after := self.after(event.end_mark)):
            self.remarked(event, after)
        if (not event.style and text in _EMPTY) or (event.style in tuple("|>") and not text.strip()):
            return None
        if found := ILLEGAL.search(text):
            message = f"含有看不见的控制字符 U+{ord(found[0]):04X}"
            self.refuse("control-character", message, "请删去", event.start_mark)
        if event.style == "|":
            first = event.start_mark.line + 1
            numbers = range(first, first + len(text.splitlines()))
            self.out.blocks[path] = tuple((number, self.indent(number)) for number in numbers)
            return text
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            return text
        rows = [self.after(start), *self.rows[start.line + 1 : end.line + 1]]
        whole = unfolded(text, rows)
        if at := _slipped(rows) if not event.style else 0:
            advice = "列表各项的“-”要上下对齐；成段文字请在字段名后写“|”，另起一行"
            mark = self.at(start.line + at, self.indent(start.line + at))
            self.tell(error("folded", f"“{rows[at].strip()[:20]}”接在了上一行的后面", advice, mark))
        elif event.style in (None, "", ">") and (ended := joined(rows)):
            message = f"几段文字合成了一段，“{ended}”后没有分开"
            advice = "要分段的，字段名后写“|”，文字从下一行起；不分段的不必改"
            self.tell(hint("folded", message, advice, self.position(start)))
        if not event.style and not self.rows[start.line][: start.column].strip() and run_together(rows):
            message, advice = f"几行合成了一个值“{whole}”", "是列表的，每项一行，以“- ”开头；是一个值的，写在一行"
            self.tell(hint("folded", message, advice, self.position(start)))
        return whole

    def remarked(self, event: Any, after: str) -> None:
        """Refuse a “#” that cuts a plain value; tell of one that hides it."""
        if slip := cut(event.value, after):
            self.refuse("comment", *slip, event.end_mark)
        elif slip := hidden(event.value, after):
            self.tell(warning("comment", *slip, self.position(event.start_mark)))

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), ev.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        bare = False
        while not isinstance(event := next(self.events), ev.MappingEndEvent):
            name = self.key(event, path)
            if name is None or not self.new(name, event, (*path, name)):
                self.ignore(next(self.events), (*path, ""))
                continue
            value = next(self.events)
            if self.halved(name, event, value):
                continue
            if value.start_mark.index == event.end_mark.index and getattr(value, "value", None) == "":
                bare = bare or self.uncoloned(event, [*items])
                continue
            items[name] = self.value(value, (*path, name))
        return items

    def uncoloned(self, key: Any, before: list[str]) -> bool:
        """Refuse what stands in braces without a colon: {热线, 邮箱}, or {理由: 甲, 乙}, a value cut by its comma."""
        row, at = self.rows[key.start_mark.line], key.start_mark.column
        inner = row[row.rfind("{", 0, at) + 1 :].partition("}")[0]
        advice = f"列表用方括号：[{inner}]；字段写作 {{名称: 值}}"
        message = f"花括号里的“{key.value}”后没有冒号"
        if before:
            advice = f"是“{before[-1]}”的值的一部分的，前面的逗号改用全角“，”；是字段的，写作“{key.value}: 值”"
        self.refuse("colon", message, advice, key.start_mark)
        return True

    def halved(self, name: str, key: Any, value: Any) -> bool:
        """Refuse a thousands separator that cut a number in two: {年初: 43,189.21} holds a key 189.21."""
        if not _THOUSANDS.fullmatch(name) or value.start_mark.index != key.end_mark.index:
            return False
        row, at = self.rows[key.start_mark.line], key.start_mark.column
        before = regex(r"\d[\d,]*(?=,\s*$)").search(row[:at])
        whole = f"{before[0] if before else ''}{name}".replace(",", "")
        hint = f"花括号里的逗号隔开各项，请写作 {whole}，或给整个数加引号"
        self.refuse("comma", f"“,{name}”前的逗号把一个数分成了两半", hint, key.start_mark)
        return True

    def key(self, event: Any, path: Path) -> str | None:
        """The name a key spells, or None where it cannot be one."""
        if not isinstance(event, ev.ScalarEvent):
            self.refuse("key", "字段名只能是文字", "请检查冒号和括号；以“{{”开头的句子要加引号", event.start_mark)
            self.ignore(event, (*path, ""))
            return None
        self.plain(event)
        name: str = event.value
        meant = name.strip(" \u3000\u00a0*★☆" + _QUOTES).lstrip("-－—")
        if not meant or name == "<<":
            self.refuse("key", f"不能用“{name}”作字段名", "请检查冒号前的文字", event.start_mark)
            return None
        if "：" in name:
            hint = "冒号须用英文半角“:”，且后面空一格；逗号也须用半角“,”"
            self.refuse("colon", f"“{name}”里的冒号是全角“：”", hint, event.start_mark)
            return None
        if not event.style and ":" in name:
            self.refuse("colon", f"“{name}”里的冒号后缺少空格", "冒号后请空一个半角空格", event.start_mark)
            return None
        if meant != name:
            hint = f"请写作“{meant}:”，不加引号、全角空格；列表的“-”后空一格"
            self.refuse("key", f"字段名“{name}”含有多余的符号", hint, event.start_mark)
        return meant

    def new(self, name: str, event: Any, path: Path) -> bool:
        here = event.start_mark.line, event.start_mark.column
        first = self.out.keys.setdefault(path, here)
        if first is here:
            return True
        message = f"字段“{name}”写了两次（第 {first[0] + 1} 行和第 {here[0] + 1} 行）"
        told = error(DUPLICATE, message, "请删去其中一处", self.at(*here))
        self.tell(replace(told, where=".".join(map(str, path))))
        return False

    def ignore(self, event: Any, path: Path) -> None:
        """Read a value past, keeping what is wrong inside it but none of its places."""
        kept = self.out.places, self.out.keys, self.out.blocks
        self.out.places, self.out.keys, self.out.blocks = {}, {}, {}
        if isinstance(event, ev.CollectionStartEvent) or not isinstance(event, ev.NodeEvent):
            self.value(event, path)
        self.out.places, self.out.keys, self.out.blocks = kept

    def refuse(self, code: str, message: str, hint: str, mark: Any) -> None:
        self.tell(error(code, message, hint, self.position(mark)))

    def tell(self, found: Diagnostic) -> None:
        self.out.diagnostics.append(found)
        if len(self.out.diagnostics) >= _MOST_TOLD:
            raise _EnoughError

    def position(self, mark: Any) -> Position:
        return self.at(mark.line, mark.column)

    def at(self, line: int, column: int) -> Position:
        return position(self.file, self.rows, (line, column))

    def after(self, mark: Any) -> str:
        """What stands behind `mark` on its line."""
        return self.rows[mark.line][mark.column :] if mark.line < len(self.rows) else ""

    def indent(self, line: int) -> int:
        row = self.rows[line] if line < len(self.rows) else ""
        return len(row) - len(row.lstrip(" "))
