"""One function per arrow: dept.yaml → inputs → evaluation → report → files, and back from an edited report.

Here the wings meet, which do not know each other; whoever stands above knows this room alone. Each is entered when a
name of its own is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.audit.auditing import Audited, audit
    from reportgen.facts.blanks.questions import Form, Listing, Question
    from reportgen.files.journal import Step
    from reportgen.findings.author import Measure
    from reportgen.findings.finding import Finding
    from reportgen.findings.rectification import Entry, MeasureEntry
    from reportgen.forms.entered import Add, Drop, FormEntry, Put, boxed, question
    from reportgen.forms.page_words import is_of_text, on_page, page_advice
    from reportgen.forms.taking import Took
    from reportgen.intake.ledgers.taking import Taken, take_ledger
    from reportgen.packs.pack import Pack
    from reportgen.pipeline.asking import answers, blank
    from reportgen.pipeline.checking import checked
    from reportgen.pipeline.forming import blank_form, blank_text, dept_of_form, form_of, noted_form, take_forms
    from reportgen.pipeline.handouts import opinions_workbook, score_workbook
    from reportgen.pipeline.live.amending import Amendment, NewMeasure, NoMeasure, Reviewed, SeenText, amend
    from reportgen.pipeline.live.beginning import begin, begin_after, offered, pack_names
    from reportgen.pipeline.live.entering import Entered, as_text, enter, rewrite
    from reportgen.pipeline.live.explaining import Explanation, explained
    from reportgen.pipeline.live.locating import lacking, place_of_tag, place_words, plan_place, problems_found
    from reportgen.pipeline.live.looking import (
        Looked,
        LookedFile,
        at_fields,
        bare_cause,
        fields_asked,
        judged_by_hand,
        look,
        typical_causes,
    )
    from reportgen.pipeline.live.narrating import TextRemark, narrated
    from reportgen.pipeline.live.previewing import Preview, drawn_file, preview, previewed_file
    from reportgen.pipeline.live.project_looking import LookedProject, look_projects, project_files, project_form
    from reportgen.pipeline.live.renewing import bring_up, counted, take_back
    from reportgen.pipeline.live.sparing import as_missing
    from reportgen.pipeline.live.stepping import Turns, redo, steps, turns, undo
    from reportgen.pipeline.live.to_pdf import office, pdf
    from reportgen.pipeline.outputs import OUTPUTS
    from reportgen.pipeline.outputs.review import reviewed
    from reportgen.pipeline.overseeing import (
        PackFound,
        drawn_sample,
        pack_differences,
        pack_faults,
        pack_sample,
        packs_found,
    )
    from reportgen.pipeline.producing import Built, Order, build, produce
    from reportgen.pipeline.projecting import new_project, project_schema
    from reportgen.pipeline.rendering import render
    from reportgen.pipeline.returning import awaited, expected, held, papers, reception_workbook
    from reportgen.pipeline.summing import summary_faults, summary_report, summary_tables, summary_workbook, summed
    from reportgen.projects.appraised import Appraisals
    from reportgen.roundtrip.absorb import Absorbed, SeenReport, absorb, examine
    from reportgen.stages.assessing import assess, evaluate
    from reportgen.stages.drafting import Drafted, draft
    from reportgen.stages.inputs import Inputs, Wanted, pack_roots, read
    from reportgen.stages.noted import Noted, pack_files
    from reportgen.stages.printing import Press, press, printed
    from reportgen.stages.shelf import Shelf
    from reportgen.tables.importing import Imported, import_tables

__all__ = [
    "OUTPUTS",
    "Absorbed",
    "Add",
    "Amendment",
    "Appraisals",
    "Audited",
    "Built",
    "Drafted",
    "Drop",
    "Entered",
    "Entry",
    "Explanation",
    "Finding",
    "Form",
    "FormEntry",
    "Imported",
    "Inputs",
    "Listing",
    "Looked",
    "LookedFile",
    "LookedProject",
    "Measure",
    "MeasureEntry",
    "NewMeasure",
    "NoMeasure",
    "Noted",
    "Order",
    "Pack",
    "PackFound",
    "Press",
    "Preview",
    "Put",
    "Question",
    "Reviewed",
    "SeenReport",
    "SeenText",
    "Shelf",
    "Step",
    "Taken",
    "TextRemark",
    "Took",
    "Turns",
    "Wanted",
    "absorb",
    "amend",
    "answers",
    "as_missing",
    "as_text",
    "assess",
    "at_fields",
    "audit",
    "awaited",
    "bare_cause",
    "begin",
    "begin_after",
    "blank",
    "blank_form",
    "blank_text",
    "boxed",
    "bring_up",
    "build",
    "checked",
    "counted",
    "dept_of_form",
    "draft",
    "drawn_file",
    "drawn_sample",
    "enter",
    "evaluate",
    "examine",
    "expected",
    "explained",
    "fields_asked",
    "form_of",
    "held",
    "import_tables",
    "is_of_text",
    "judged_by_hand",
    "lacking",
    "look",
    "look_projects",
    "narrated",
    "new_project",
    "noted_form",
    "offered",
    "office",
    "on_page",
    "opinions_workbook",
    "pack_differences",
    "pack_faults",
    "pack_files",
    "pack_names",
    "pack_roots",
    "pack_sample",
    "packs_found",
    "page_advice",
    "papers",
    "pdf",
    "place_of_tag",
    "place_words",
    "plan_place",
    "press",
    "preview",
    "previewed_file",
    "printed",
    "problems_found",
    "produce",
    "project_files",
    "project_form",
    "project_schema",
    "question",
    "read",
    "reception_workbook",
    "redo",
    "render",
    "reviewed",
    "rewrite",
    "score_workbook",
    "steps",
    "summary_faults",
    "summary_report",
    "summary_tables",
    "summary_workbook",
    "summed",
    "take_back",
    "take_forms",
    "take_ledger",
    "turns",
    "typical_causes",
    "undo",
]

_ROOMS = {
    "audit.auditing": ("Audited", "audit"),
    "pipeline.asking": ("answers", "blank"),
    "pipeline.checking": ("checked",),
    "forms.taking": ("Took",),
    "intake.ledgers.taking": ("Taken", "take_ledger"),
    "pipeline.forming": ("blank_form", "blank_text", "dept_of_form", "form_of", "noted_form", "take_forms"),
    "pipeline.outputs": ("OUTPUTS",),
    "pipeline.outputs.review": ("reviewed",),
    "pipeline.handouts": ("opinions_workbook", "score_workbook"),
    "pipeline.overseeing": (
        "PackFound",
        "drawn_sample",
        "pack_differences",
        "pack_faults",
        "pack_sample",
        "packs_found",
    ),
    "pipeline.producing": ("Built", "Order", "build", "produce"),
    "pipeline.projecting": ("new_project", "project_schema"),
    "pipeline.rendering": ("render",),
    "pipeline.returning": ("awaited", "expected", "held", "papers", "reception_workbook"),
    "pipeline.summing": ("summary_faults", "summary_report", "summary_tables", "summary_workbook", "summed"),
    "projects.appraised": ("Appraisals",),
    "roundtrip.absorb": ("Absorbed", "SeenReport", "absorb", "examine"),
    "stages.assessing": ("assess", "evaluate"),
    "stages.drafting": ("Drafted", "draft"),
    "stages.inputs": ("Inputs", "Wanted", "pack_roots", "read"),
    "stages.noted": ("Noted", "pack_files"),
    "stages.printing": ("Press", "press", "printed"),
    "stages.shelf": ("Shelf",),
    "facts.blanks.questions": ("Form", "Listing", "Question"),
    "files.journal": ("Step",),
    "findings.author": ("Measure",),
    "findings.finding": ("Finding",),
    "findings.rectification": ("Entry", "MeasureEntry"),
    "forms.entered": ("Add", "Drop", "FormEntry", "Put", "boxed", "question"),
    "forms.page_words": ("is_of_text", "on_page", "page_advice"),
    "packs.pack": ("Pack",),
    "pipeline.live.amending": ("Amendment", "Reviewed", "NewMeasure", "NoMeasure", "SeenText", "amend"),
    "pipeline.live.entering": ("Entered", "as_text", "enter", "rewrite"),
    "pipeline.live.explaining": ("Explanation", "explained"),
    "pipeline.live.locating": ("lacking", "place_of_tag", "place_words", "plan_place", "problems_found"),
    "pipeline.live.looking": (
        "Looked",
        "LookedFile",
        "at_fields",
        "bare_cause",
        "fields_asked",
        "judged_by_hand",
        "look",
        "typical_causes",
    ),
    "pipeline.live.narrating": ("TextRemark", "narrated"),
    "pipeline.live.previewing": ("Preview", "drawn_file", "preview", "previewed_file"),
    "pipeline.live.project_looking": ("LookedProject", "look_projects", "project_files", "project_form"),
    "pipeline.live.renewing": ("bring_up", "counted", "take_back"),
    "pipeline.live.sparing": ("as_missing",),
    "pipeline.live.stepping": ("Turns", "redo", "steps", "turns", "undo"),
    "pipeline.live.to_pdf": ("office", "pdf"),
    "pipeline.live.beginning": ("begin", "begin_after", "offered", "pack_names"),
    "tables.importing": ("Imported", "import_tables"),
}


def __getattr__(name: str) -> Any:
    """What is imported from its room when somebody first asks for it."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"reportgen.{room}"), name)
    raise AttributeError(name)
