"""The page in the browser: filling in, marks, problems, papers of the departments in one folder, on the own machine.

`serving` opens the port, `guard` looks at every request before anything else does, `app` says which of `pages` answers
it; `warm` keeps packs and what was read warm, `views` make values for `templates`. The state is in the files.
"""
