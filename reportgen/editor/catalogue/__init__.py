"""Every variable and filter with its meaning, unit and sample."""
