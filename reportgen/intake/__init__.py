"""What departments send back: filled ledgers into 整改.yaml (`ledgers`), and the list of who has handed in what.

`papers` says what a file is and whose, `standing` how each department stands, `tables` turns that into a workbook.
"""
