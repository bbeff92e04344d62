"""Changes to a YAML file that leave every other byte of it as people wrote it: comments, order, blank lines, quotes."""
