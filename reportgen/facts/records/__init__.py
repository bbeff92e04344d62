"""The records of the field, strict about keys, exact in numbers."""
