"""What people changed in a report: each text as it came back beside the text as the data has it today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Position, did_you_mean, warning
from reportgen.facts.narrative import Block, Paragraph
from reportgen.roundtrip import additions, listing, removal
from reportgen.roundtrip.aligned import COMPARED, Aligned, Differing, same
from reportgen.roundtrip.edit import Edit
from reportgen.roundtrip.pairing import Paired, paired
from reportgen.roundtrip.removal import Removals
from reportgen.values import replace
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import Place
from reportgen.word.returned import lost
from reportgen.word.returned.regions import Region, Returned

_ASKED = "【待填："


@dataclass(frozen=True)
class Compared:
    """Every edit, what is to be said beside, and the tool's own words that differ."""

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]
    differing: tuple[Differing, ...] = ()


def compare(fresh: Returned, back: Returned, file: str) -> Compared:
    """What differs in `back` (read from `file`) from `fresh`, the report as it would be built today.

    Measures 1 and 2 of C21 read 每月核对 and 按季通报 today. In Word the first became 每周核对: an edit. The second was
    deleted: an edit that removes it, doubtful. Below them the first was copied and says 年底复查: an edit at
    问题.C21.措施.新增1. A sentence of the tool's was changed: told, since no data hold its words.
    """
    at = Position(file)
    added = additions.added(fresh, back)
    back = added.report
    pairs, lines = paired(fresh, back), Aligned(fresh.lines, back.lines)
    lines.taken |= added.lines
    lines.leave(added.standing)
    told = list(_strange(fresh, back, pairs, at))
    found: list[Edit] = []
    missing: list[Region] = []
    for today in {region.tag: region for region in fresh.regions}.values():
        here = [r for r in pairs.regions if r.tag == today.tag]
        if len({r.told.strip() for r in here}) > 1:
            told.append(_twice(today.tag, len(here), at))
        elif not here and pairs.printed is not None and today.tag not in pairs.printed:
            continue  # it came into the data after the report was printed
        elif region := here[0] if here else lines.region(today):
            found += _edit(today, region, lines)
            missing += [today] if not region.told.strip() else []
        elif _ASKED not in today.words:
            missing.append(today)
    stand = {region.tag for region in pairs.regions}
    lines.leave({region.tag for region in missing} - stand)
    certain = bool(back.imprint.texts)
    removed = _removed(missing, fresh, pairs, lambda tag: certain and (tag in stand or lines.gone(tag)), at)
    edits, clashes = _one_each(found, at)
    whole = (*told, *removed.diagnostics, *clashes, *lines.outside(at))
    return Compared((*edits, *added.edits, *removed.edits), whole, lines.differing)


def _strange(fresh: Returned, back: Returned, pairs: Paired, at: Position) -> Iterator[Diagnostic]:
    """Regions that today's report has not, and what stands in the returned one and is no plain text."""
    known = [region.tag for region in fresh.regions]
    yield from (_unknown(r, known, at) for r in pairs.regions if r.tag not in known and not _untouched(r))
    yield from (_signs(f"“{r.place}”", r.signs, at) for r in pairs.regions if r.signs and r.tag in known)
    if signs := [name for name in back.signs if name not in fresh.signs]:
        yield _signs("工具生成的文字", signs, at)


def _twice(tag: str, count: int, at: Position) -> Diagnostic:
    message = f"“{tag}”的控件在报告中出现 {count} 次，内容不同，未吸收"
    return warning("control-twice", message, "请只保留一个控件后再运行", at)


def _removed(
    missing: Sequence[Region], fresh: Returned, pairs: Paired, gone: Callable[[str], bool], at: Position
) -> Removals:
    """What was taken out: of a text that is printed twice, only if it stands in neither place."""
    standing = {region.place for region in pairs.regions if region.told.strip()}
    told = [removal.elsewhere(r.tag, at) for r in missing if r.place in standing]
    removed = removal.removals([r for r in missing if r.place not in standing], fresh, gone, at)
    return Removals(removed.edits, (*told, *removed.diagnostics))


def _edit(today: Region, here: Region, lines: Aligned) -> list[Edit]:
    """The change of one text; none where it says what the data says, or only what the tool wrote."""
    added = lines.following(today) if today.place.prose else ()
    after = replace(here, blocks=listing.as_printed((*here.blocks, *added), today.blocks))
    words = after.told.strip()
    if not words or same(words, today.told) or _ASKED in words or (not added and _untouched(after)):
        return []
    doubt = ""
    if looks := [name for name in here.signs if name in (lost.STRUCK, lost.HIDDEN)]:
        doubt = f"其中有{'、'.join(looks)}，会当作普通文字收回；要删的请直接删去"
    elif here.anchor == COMPARED:
        doubt = "控件和书签都已丢失，按前后文字比对找到"
    elif here.written and as_narrative.digest(today.told) != here.written:
        doubt = "报告生成后资料也改过，两边的修改都在这一处"
    elif added:
        doubt = "有写在这一处文字之后的段落"
    return [Edit(here.place, today, after, doubt)]


def _signs(where: str, names: Sequence[str], at: Position) -> Diagnostic:
    """What to say of signs that are no plain text: at most their text is taken in."""
    message = f"{where}里有{'、'.join(names)}，资料里只存文字，至多收回其中的文字"
    advice = "请核对收回的内容；收不回的请写成普通文字，或在新报告里再加上"
    return warning("not-text", message, advice, at)


def _untouched(region: Region) -> bool:
    """Whether the text is as the tool wrote it."""
    return bool(region.written) and as_narrative.digest(region.told) == region.written


def _one_each(found: Sequence[Edit], at: Position) -> tuple[list[Edit], list[Diagnostic]]:
    """One edit for each place: a text that is printed twice may be changed in either place, or alike in both."""
    by_place: dict[Place, list[Edit]] = {}
    for edit in found:
        by_place.setdefault(edit.place, []).append(edit)
    edits, told = [], []
    for place, alike in by_place.items():
        if len({e.after.words for e in alike}) == 1:
            edits.append(alike[0])
        else:
            versions = "；".join(f"“{e.after.words}”" for e in alike)
            message = f"“{place}”在报告中两处改法不同，未吸收：{versions}"
            told.append(warning("edited-twice", message, "请改成一致后再运行", at))
    return edits, told


def _unknown(region: Region, known: list[str], at: Position) -> Diagnostic:
    advice = did_you_mean(region.tag, known) if known else ""
    words = f"：“{region.words}”" if region.words else ""
    message = f"控件的标记“{region.tag}”在现有资料中没有对应的内容，未吸收{words}"
    return warning("unknown-control", message, advice, at)


def printed(region: Region) -> tuple[Block, ...]:
    """The blocks of a region, blank ones left out."""
    return tuple(block for block in region.blocks if not isinstance(block, Paragraph) or block.spans)
