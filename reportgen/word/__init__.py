"""Word files: templates rendered, reports checked for what Word refuses, documents read as outlines."""

from reportgen.word.anatomy import Anatomy, anatomy
from reportgen.word.looks import looks
from reportgen.word.outline import outline
from reportgen.word.safety import check
from reportgen.word.template import Template

__all__ = ["Anatomy", "Template", "anatomy", "check", "looks", "outline"]
