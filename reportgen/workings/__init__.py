"""计算底稿: every mark once more, as formulas that a spreadsheet computes from what was filled in.

`desk` lays out what was filled in and the figures, `spelled` writes arithmetic as a spreadsheet does,
`translations` has one for each kind of rule, `judgements` what people decide, `papers` the sheets.
"""
