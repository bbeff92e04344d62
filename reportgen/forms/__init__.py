"""填报表 that people filled in, back into dept.yaml: read by the hidden paths, merged in place."""
