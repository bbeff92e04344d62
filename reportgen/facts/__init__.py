"""What a department gives: strict YAML (`dialect`, `source`) read as `records` of the field with the names that
formulas use (`naming`), completed (`derived`) and held against itself (`relations`, `differences`) into one
`department`."""
