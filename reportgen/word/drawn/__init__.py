"""A finished .docx as values that a page can be drawn from (`drawing`): sections, paragraphs, tables, runs and looks.

`cascade` says what the styles give, `appearance` what that looks like, `inline` reads runs, `cell_grid` lays out
tables, `paragraphs` goes through what stands one below the other, `draw` through the sections.
"""

from reportgen.word.drawn.draw import draw

__all__ = ["draw"]
