"""One module a screen: what it answers to the browser; each names its routes."""
