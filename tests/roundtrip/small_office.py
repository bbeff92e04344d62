"""A person at work on the reports of a small department and on both of its YAML files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from roundtrip_desk import paragraph, replace, rewrite
from sample import read_inputs
from small_report import DEPT, press

from reportgen import chinese, pipeline
from reportgen.roundtrip.absorb import Absorbed, absorb
from reportgen.word.ooxml.wordml import w
from reportgen.word.returned import regions

FIGURE = {"A1": "编外率", "A2": "失分点A2"}
TOKEN = re.compile("〔\\d+〕")
_PROBLEM = re.compile(r"问题\.(A\d)\.(?:(标题|描述|原因)|措施\.\d+(?:\.\w+)?)")
_TEXT = re.compile(r"^( *(?:- )?(标题|描述|原因|措施|责任科室|时限|成果):)(?: +(\S.*))?$")
_CODE = re.compile(r"^ *- 编号: \[(A\d)\]")


@dataclass
class Report:
    """A report on somebody's desk: the figures it was built with, and what was typed into it since, by place."""

    path: Path
    figures: dict[str, str]
    typed: dict[str, set[str]] = field(default_factory=dict)
    forged: list[str] = field(default_factory=list)


@dataclass
class Office:
    """A person at work, and a record of everything typed.

    `values` are the figures that the texts under one label of a problem may have been written for.
    """

    folder: Path
    outsiders: int = 8
    slips: int = 1
    reports: list[Report] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)
    about: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    values: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    drafted: dict[str, str] = field(default_factory=dict)
    typed: int = 0

    def __post_init__(self) -> None:
        self.dept.write_text(DEPT.format(outsiders=self.outsiders, slips=self.slips), "utf-8")
        self.draft()
        self.build()

    @property
    def dept(self) -> Path:
        return self.folder / "dept.yaml"

    @property
    def people(self) -> Path:
        return self.folder / "整改.yaml"

    @property
    def both(self) -> str:
        return self.dept.read_text("utf-8") + self.people.read_text("utf-8")

    def today(self) -> dict[str, str]:
        """The figures that points are lost for today, by 编号."""
        lost = {"A1": chinese.percent(Decimal(self.outsiders) / 20)} if self.outsiders > 2 else {}
        return {**lost, **({"A2": f"差错{self.slips}项"} if self.slips else {})}

    def token(self) -> str:
        self.typed += 1
        return f"〔{self.typed}〕"

    # what a person does

    def figures(self, outsiders: int, slips: int) -> None:
        """Other figures in dept.yaml."""
        old = self.dept.read_text("utf-8")
        new = old.replace(f"劳务派遣: {self.outsiders}", f"劳务派遣: {outsiders}")
        new = new.replace(f"数量: {self.slips}", f"数量: {slips}")
        self.dept.write_text(new, "utf-8")
        self.outsiders, self.slips = outsiders, slips

    def build(self, *_: int) -> None:
        """A new report; those built before stay on the desk."""
        inputs = read_inputs(self.dept, press().pack)
        made = pipeline.printed(pipeline.evaluate(inputs)[0], press())
        path = self.folder / f"报告{len(self.reports) + 1}.docx"
        path.write_bytes(made)
        self.reports.append(Report(path, self.today()))

    def type_in_word(self, which: int, at: int, how: str) -> None:
        """A text in one of the reports changed."""
        report = self.reports[-1 - which % len(self.reports)]
        tags = [r.tag for r in regions.read(report.path.read_bytes()).regions if r.tag == str(r.place)]
        narrative = [tag for tag in tags if tag.startswith("叙述.")]
        problems = [tag for tag in tags if tag not in narrative]
        if how == "text" and problems:
            self._retype(report, problems[at % len(problems)])
        elif how == "drop":
            self._drop(report, [tag for tag in problems if re.fullmatch(r".*措施\.\d+", tag)], at)
        elif how in ("add", "replace", "remove") and narrative:
            self._retype_narrative(report, narrative[at % len(narrative)], how)

    def _retype(self, report: Report, place: str) -> None:
        code, token = _PROBLEM.fullmatch(place)[1], self.token()
        words = f"{token}当时{report.figures[code]}"

        def change(_, found):
            for tag in (place, f"{place}#2"):
                if tag in found:
                    replace(found[tag], told(found[tag]), words)

        rewrite(report.path, change)
        report.typed[place] = {token}
        self.about[token] = (code, _label(place), report.figures[code])

    @staticmethod
    def _drop(report: Report, measures: list[str], at: int) -> None:
        """A measure deleted, with its owner and date."""
        if measures:
            gone = measures[at % len(measures)]

            def change(_, found):
                row = found[gone].getparent().getparent()
                row.getparent().remove(row)

            rewrite(report.path, change)
            report.typed = {place: t for place, t in report.typed.items() if not f"{place}.".startswith(f"{gone}.")}

    def _retype_narrative(self, report: Report, place: str, how: str) -> None:
        token = self.token()

        def change(_, found):
            rows = found[place].findall(w("p"))
            if how == "add":
                rows[-1].addnext(paragraph(f"{token}新写的一段。", rows[-1], **({"b": True} if self.typed % 2 else {})))
            elif how == "replace" or len(rows) < 2:
                replace(rows[0], told(rows[0]), f"{token}改写的一段。")
            else:
                gone = rows[self.typed % len(rows)]
                for old in TOKEN.findall(told(gone)):
                    report.typed[place].discard(old) if old in report.typed.get(place, ()) else None
                found[place].remove(gone)
                replace(rows[0] if gone is not rows[0] else rows[1], "。", f"{token}。")

        rewrite(report.path, change)
        now = next(r.words for r in regions.read(report.path.read_bytes()).regions if r.tag == place)
        report.typed[place] = {t for t in {*report.typed.get(place, ()), token} if t in now}

    def forge(self, which: int, inside: bool) -> None:
        """A figure of the tool's typed over: in its own sentence, or in evidence that nobody has edited."""
        report = self.reports[-1 - which % len(self.reports)]
        number = f"9{self.typed + 100}"
        self.typed += 1

        def change(tree, found):
            if inside:
                own = [t for tag, t in found.items() if tag.endswith(".描述") and not TOKEN.search(told(t))]
                for content in own[:1]:
                    replace(content, told(content), re.sub(r"\d+(\.\d+)?", number, told(content), count=1))
            else:
                row = next(p for p in tree.iter(w("p")) if told(p).startswith("在编"))
                replace(row, told(row), re.sub(r"在编\d+人", f"在编{number}人", told(row)))
            report.forged.append(number)

        rewrite(report.path, change)

    def type_in_yaml(self, at: int, _: int = 0) -> None:
        """A text in 整改.yaml typed over, with the figure of the last draft."""
        rows, code, places = self.people.read_text("utf-8").split("\n"), "", []
        for number, row in enumerate(rows):
            code = found[1] if (found := _CODE.match(row)) else code
            if code and (text := _TEXT.match(row)) and not (text[2] == "措施" and "- " not in text[1]):
                places.append((number, code, text))
        if not places:
            return
        number, code, text = places[at % len(places)]
        token, value = self.token(), self.drafted[code]
        self.standing -= {*TOKEN.findall(rows[number])}
        self.standing.add(token)
        label = text[2] if text[2] in ("标题", "描述", "原因") else "措施"
        self.about[token] = (code, label, value)
        self.values.setdefault((code, label), set()).add(value)
        rows[number] = f"{text[1]} {token}当时{value}"
        self.people.write_text("\n".join(rows), "utf-8")

    def type_in_dept(self, at: int, _: int = 0) -> None:
        """A line of narrative in dept.yaml typed over."""
        rows = self.dept.read_text("utf-8").split("\n")
        lines = [i for i, row in enumerate(rows) if row.startswith("    ") and row.strip()]
        token, number = self.token(), lines[at % len(lines)]
        self.standing -= {*TOKEN.findall(rows[number])}
        self.standing.add(token)
        rows[number] = f"    {token}在资料里写的一句。"
        self.dept.write_text("\n".join(rows), "utf-8")

    # what the tool does, and what must hold

    def draft(self, *_: int) -> None:
        """draft: twice is as good as once."""
        pipeline.draft(self.dept, press().pack)
        once = self.both
        assert not pipeline.draft(self.dept, press().pack).changed
        assert self.both == once, "not idempotent"
        self.look()

    def absorb(self, which: int, yes: bool) -> None:
        """absorb: no word typed in the report is passed over in silence, and a second time there is nothing left."""
        report = self.reports[-1 - which % len(self.reports)]
        says = "".join(line.words for line in regions.read(report.path.read_bytes()).lines)
        forged = [number for number in report.forged if number in says]
        before, file = self.standing, self.people.read_text("utf-8")
        absorbed = absorb(report.path, self.dept, yes=yes, press=press())
        self.taken(report, absorbed)
        displaced = {t for e in absorbed.written for t in TOKEN.findall(e.before.words)}
        now = {*TOKEN.findall(self.both)}
        assert before - now <= displaced, "an edit is lost"
        self.standing = now
        assert not [n for n in forged if n in self.both], "a figure typed by hand was taken"
        told = "".join([d.message for d in absorbed.diagnostics] + [e.after.words for e in absorbed.waiting])
        assert not [n for n in forged if n not in told], "a figure typed by hand was not told"
        assert "prints-otherwise" not in {d.code for d in absorbed.diagnostics}
        after = self.both
        again = absorb(report.path, self.dept, yes=yes, press=press())
        assert (again.written, self.both) == ((), after), "the second time is not idle"
        if absorbed.written:
            self.printed(absorbed)
        if self.people.read_text("utf-8") != file:  # absorbing drafts as well, though it may take nothing
            self.look()

    def taken(self, report: Report, absorbed: Absorbed) -> None:
        """Every token typed in the report is in the data now, or somebody is told."""
        waiting = "".join(e.after.words for e in absorbed.waiting)
        told = waiting + "".join(d.message for d in absorbed.diagnostics)
        for place, tokens in list(report.typed.items()):
            for token in tokens:
                if self.both.count(token) != 1:
                    assert token in told, f"lost without a word: {token} at {place}"
                    continue
                if token in self.about and token not in self.standing:
                    code, label, value = self.about[token]
                    self.values.setdefault((code, label), set()).add(value)
            report.typed[place] = {t for t in tokens if t not in self.both}

    def printed(self, absorbed: Absorbed) -> None:
        """The next report says what was typed in this one."""
        self.build()
        says = "".join(r.words for r in regions.read(self.reports.pop().path.read_bytes()).regions)
        for edit in absorbed.written:
            assert not [t for t in TOKEN.findall(edit.after.words) if t not in says], f"not printed: {edit.place}"

    def look(self) -> None:
        """What must hold after every draft, and absorbing drafts too."""
        both, today = self.both, self.today()
        assert [t for t in self.standing if both.count(t) != 1] == [], "an edit is lost"
        data = yaml.safe_load(self.people.read_text("utf-8")) or {}
        active = {entry["编号"][0]: entry for entry in data.get("问题") or []}
        assert set(active) == set(today)
        for (code, _), values in self.values.items():
            if code in today:
                values |= {today[code], self.drafted.get(code, today[code])}
        for token in self.standing & self.about.keys():
            code, label, value = self.about[token]
            rows = [r for r in _rows(active, code) if label in r["文字"].split("、")]
            if code in today and value != today[code] and token in str({**active[code], "过期": 0}):
                assert (value, today[code]) in {(r["原"], r["现"]) for r in rows}, f"stale and unmarked: {token}"
        for code in today:
            for row in _rows(active, code):
                values = set().union(*(self.values.get((code, label), set()) for label in row["文字"].split("、")))
                assert row["原"] in values - {today[code]}, f"marked, yet not stale: {row}"
        self.drafted |= today


def _rows(active: dict, code: str) -> list[dict]:
    return [r for r in (active.get(code) or {}).get("过期") or [] if r["数字"] == FIGURE[code]]


def _label(place: str) -> str:
    return _PROBLEM.fullmatch(place)[2] or "措施"


def told(element) -> str:
    """The words of an element."""
    return "".join(t.text or "" for t in element.iter(w("t")))
