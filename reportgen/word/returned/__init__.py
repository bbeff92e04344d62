"""A report that came back: its regions, its tracked changes, its texts as Markdown."""
