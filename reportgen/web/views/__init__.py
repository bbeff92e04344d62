"""What the templates show, as plain values made from what `pipeline` says."""
