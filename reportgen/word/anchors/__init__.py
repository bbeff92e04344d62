"""Places of a finished report: marks that become content controls, bookmarks and comments."""
