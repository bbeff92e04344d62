"""A tag in a Word template: where it stands, what it says, and the source that Jinja gets for it."""

from __future__ import annotations

import re

from reportgen.diagnostics import Position
from reportgen.language.half_width import all_wide
from reportgen.language.tag import TAG
from reportgen.patterns import regex
from reportgen.values import Frozen

AS_XML = "成段"  # the filter through which values go that stand for whole paragraphs, rows, cells or runs
RUN_TAG = regex(rf"((?=\{{[{{%][-+]?r\s)(?:{TAG.pattern}))", re.DOTALL)
_HEAD = regex(r"(\{[{%#])[-+]?(tr|tc|p|r)?(?=[\s\u200b\ufeff])|(\{[{%#])[-+]?")
TRIM = "\ufddf"  # the - of a tag that trims spaces, hidden from docxtpl, which would take the words before it too
_OPENING = {"“": "”", "”": "”", "‘": "’", "’": "’", '"': '"', "'": "'"}
_QUOTE = regex("[" + "".join(_OPENING) + "]")
_CLOSING = {"”": '“”"', "’": "‘’'", '"': '"', "'": "'"}
_AWKWARD = regex(r"[&<>{}%“”‘’]")  # inside a string: XML and docxtpl would take these for their own
_MAY_BE_NONE = regex(r"\|\s*(?:合计|占)\s*\([^()]*\)")
_SPACES = regex(r"[\s\u00a0\u3000\u200b\ufeff]")


class Spot(Frozen):
    """A paragraph of a template: file, place in words, and its text."""

    file: str
    place: str
    text: str

    def position(self, start: int = 0) -> Position:
        """The spot as a Position whose caret stands under character `start` (from 0), the text cut to what is near."""
        begin = max(0, start - 30) if len(self.text) > 80 else 0
        shown = ("…" if begin else "") + self.text[begin : begin + 80] + ("…" if len(self.text) > begin + 80 else "")
        return Position(self.file, None, start - begin + (2 if begin else 1), shown, self.place)


class Tag(Frozen):
    """A tag as found: `source` as typed, from character `start` of its paragraph's text on.

    `kind` is {{, {% or {#; `level` what it stands for (p, tr, tc, r or ""); `body` the cleaned inside; `suspects`
    the full-width signs outside strings.
    """

    spot: Spot
    start: int
    source: str
    kind: str
    level: str
    body: str
    suspects: str

    @property
    def position(self) -> Position:
        """Where it begins, with a caret under its first sign."""
        return self.spot.position(self.start)

    @property
    def word(self) -> str:
        """The first word of a statement: if, endfor, block …"""
        return self.body.partition(" ")[0] if self.kind == "{%" else ""

    @property
    def trims(self) -> tuple[bool, bool]:
        """Whether the spaces before and after it go, as in {%- if … -%}."""
        return self.source[2:3] == "-", self.source[-3:-2] == "-"

    @property
    def joins(self) -> tuple[bool, bool]:
        """Whether its paragraph joins the one before and the one after: it trims, and stands at that edge."""
        before, after = self.spot.text[: self.start], self.spot.text[self.start + len(self.source) :]
        left, right = self.trims
        statement = self.kind == "{%" and not self.level
        return statement and left and not before.strip(), statement and right and not after.strip()

    @property
    def sets_columns(self) -> bool:
        """Whether the number of cells in a row depends on it."""
        return self.level == "tc" or self.word in ("colspan", "hm")

    @property
    def expression(self) -> str:
        """What is printed, asked or gone through, without filters."""
        body = self.body.removeprefix(self.word).strip()
        if self.word == "for":
            body = body.partition(" in ")[2]
        return body.partition("|")[0].strip()

    @property
    def made(self) -> str:
        """The same with what it goes through up to the last filter that may give nothing of what there is."""
        found = list(_MAY_BE_NONE.finditer(self.body)) if self.kind == "{{" else []
        return self.body[: found[-1].end()].strip() if found else self.expression


def read(source: str, spot: Spot, start: int) -> Tag:
    """The tag in `source`, which TAG matched at `start` of the paragraph's text."""
    head = _HEAD.match(source)
    assert head is not None
    inside = source[head.end() : -2].removesuffix("-")
    inside = inside.removesuffix("+") if head[0].startswith("{%") else inside
    body, suspects = ("", "") if head[0].startswith("{#") else _cleaned(inside)
    return Tag(spot, start, source, source[:2], head[2] or "", body, suspects)


def written(tag: Tag, mark: str) -> str:
    """The tag for docxtpl to patch, with `mark` inside, where a newline will stand."""
    level = f"{tag.level} " if tag.level else " "
    before, after = (TRIM if trims and not tag.level else "" for trims in tag.trims)
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}[tag.kind]
    if tag.kind == "{#":
        return f"{{#{level}#}}"
    if tag.word in ("vm", "hm"):
        return f"{{% {tag.word} %}}"
    if tag.word in ("colspan", "cellbg"):
        return f"{{% {tag.word} {mark}{tag.body.removeprefix(tag.word).strip()} %}}"
    body = f"({tag.body})|{AS_XML}" if tag.kind == "{{" and tag.level else tag.body
    return f"{tag.kind}{before}{level}{mark}{body} {after}{close}"


def _cleaned(inside: str) -> tuple[str, str]:
    """The inside with plain spaces and straight quotes, and the full-width signs found outside strings."""
    if not _QUOTE.search(inside):
        return _SPACES.sub(" ", inside).strip(), all_wide(inside)
    made: list[str] = []
    bare = ""
    at = start = 0
    while at < len(inside):
        sign = inside[at]
        end = _string_end(inside, at) if sign in _OPENING else None
        if end is not None:
            quote = '"' if sign in '“”"' else "'"
            made += [_SPACES.sub(" ", inside[start:at]), quote, _AWKWARD.sub(_escaped, inside[at + 1 : end]), quote]
            bare += inside[start:at]
            at, start = end, end + 1
        at += 1
    made.append(_SPACES.sub(" ", inside[start:]))
    return "".join(made).strip(), all_wide(bare + inside[start:])


def _string_end(text: str, start: int) -> int | None:
    closing = _CLOSING[_OPENING[text[start]]]
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in closing:
            return at
        at += 1
    return None


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
