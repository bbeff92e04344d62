"""核对稿: what a review copy says of each generated sentence: the rule, the figures, what to confirm."""

from reportgen.review.grounds import Grounds
from reportgen.review.notes import notes

__all__ = ["Grounds", "notes"]
