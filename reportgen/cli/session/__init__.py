"""What happens around a command: refusals told, waiting told, files watched and opened, names completed."""
