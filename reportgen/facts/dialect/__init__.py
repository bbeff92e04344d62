"""The strict YAML dialect: bytes to text, text to data, and what went wrong in our words."""
