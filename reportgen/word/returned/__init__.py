"""A report that came back: whose it is, its regions, its tracked changes, its texts as Markdown."""
