"""The files inside a .docx: the zip, its parts, relationships, styles, and how they move to another file."""
