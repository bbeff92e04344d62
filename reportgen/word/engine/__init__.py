"""Jinja as reports need it: sandboxed, escaping, nothing missing printed silently, every error located."""
