"""A district's whole voice: the chain of parents found and merged (`merge`) into a `pack`, its sentences (`wording`)
and the `filters` that sentences and templates share."""
