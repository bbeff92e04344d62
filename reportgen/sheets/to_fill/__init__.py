"""填报表, a workbook to fill in: sheets of fields, of lists, what holds them together, remarks in a copy."""
