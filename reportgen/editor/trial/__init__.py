"""A pack tried on made-up departments."""
