"""整改.yaml merged with what the tool would write today: nothing of a person's is lost, nothing stale unmarked."""
