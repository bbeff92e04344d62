"""One function per arrow: dept.yaml → inputs → evaluation → report → files."""

from reportgen.pipeline.assessing import assess, evaluate
from reportgen.pipeline.blank import answers, blank, needed
from reportgen.pipeline.drafting import Drafted, Standing, draft
from reportgen.pipeline.inputs import Inputs, pack_roots, read
from reportgen.pipeline.keeping import taken_in
from reportgen.pipeline.listing import Listed, listing
from reportgen.pipeline.producing import Built, Press, build, file_name, identity, press, printed, render, review
from reportgen.pipeline.reviewing import reviewed

__all__ = [
    "Built",
    "Drafted",
    "Inputs",
    "Listed",
    "Press",
    "Standing",
    "answers",
    "assess",
    "blank",
    "build",
    "draft",
    "evaluate",
    "file_name",
    "identity",
    "listing",
    "needed",
    "pack_roots",
    "press",
    "printed",
    "read",
    "render",
    "review",
    "reviewed",
    "taken_in",
]
