"""Word files: templates rendered, reports checked for what Word refuses, documents read as outlines."""

from reportgen.word.outline import outline
from reportgen.word.safety import check
from reportgen.word.template import Template

__all__ = ["Template", "check", "outline"]
