"""Workbooks that people fill in and add up in Excel or WPS; the only folder that knows openpyxl."""
