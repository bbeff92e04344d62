"""叙述.docx, the department's own text as a Word file: `blank_text` lays it out, `written_text` reads it back."""
