"""What a department fills in: a blank dept.yaml, and its schema for editors."""
