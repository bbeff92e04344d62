"""核查 of any finished report: read (`readers`), held against a pack's rules (`pack_ground`) and a department's data
(`data`), and told in a file (`exports`); `auditing` is the way through."""
