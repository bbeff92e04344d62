"""A district editor's tools: a `new` pack, everything that is wrong with one (`check`) tried on made-up departments
(`trial`), what is `merged` from where, and the `catalogue` of variables, filters and rules."""
