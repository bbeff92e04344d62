"""What departments send back: filled ledgers into 整改.yaml (`ledgers`), and the list of who has handed in what.

`papers` says what a file is and whose, `situation` how each department stands, `list_sheets` makes a workbook of that.
"""
