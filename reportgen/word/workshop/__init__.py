"""Templates as their editors see them: anatomy, looks, mended tags, comments, starting points."""
