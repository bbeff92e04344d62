"""Round trip: what people changed in the report goes back into dept.yaml and 整改.yaml."""
