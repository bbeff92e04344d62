"""The language of templates, in wording.yaml, 整改.yaml and Word alike: what a tag is (`tag`, `signs`), what is allowed
in it and how much (`allowed`, `budget`, `nesting`, `bounds`, `paying`, `guard`), and what is said of failures (`names`,
`failures`, `slips`)."""
