"""The language of templates, in wording.yaml, 整改.yaml and Word alike: what a tag is (`tag`, `signs`), a filter
(`filter`), what is allowed and how much (`allowed`, `budget`, `nesting`, `bounds`, `paying`, `guard`), and what is said
of failures (`names`, `failures`, `slips`)."""
