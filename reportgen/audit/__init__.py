"""核查 of any finished report: read (`readers`), held against a pack's rules (`grounds`), told in a form (`forms`)."""
