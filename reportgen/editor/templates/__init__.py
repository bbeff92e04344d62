"""Names, attributes and filters in tags and sentences, looked at without running them."""
