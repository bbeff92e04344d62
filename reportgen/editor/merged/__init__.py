"""A merged pack, value by value: where each comes from, what differs."""
