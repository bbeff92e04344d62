"""Figures and marks: a pack's `formula` language, the `kinds` of rules in its `framework`, each indicator marked
(`marking`) and all of them in one `scorecard`."""
