"""Word files: templates rendered, reports checked for what Word refuses, documents read as outlines."""

from reportgen.word.engine.watched import changes
from reportgen.word.outline import outline
from reportgen.word.safety import check
from reportgen.word.template import Template
from reportgen.word.workshop.anatomy import Anatomy, anatomy
from reportgen.word.workshop.looks import looks

__all__ = ["Anatomy", "Template", "anatomy", "changes", "check", "looks", "outline"]
