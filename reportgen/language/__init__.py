"""The language of templates, in wording.yaml, 整改.yaml and Word alike: what a tag is (`tag`, `half_width`), a filter
(`filter`), what is allowed and how much (`allowed`, `budget`, `nesting`, `bounds`, `paying`, `guard`), and what is said
of failures (`missing_names`, `failures`, `slips`, `misworded`), what sources ask for (`asked`)."""
