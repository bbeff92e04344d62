"""Workbooks that people filled in or published, as sheets of cells; the only folder that knows calamine."""
