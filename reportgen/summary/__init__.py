"""The bureau's summary of many departments: `gathering` reads 评价结果.json files, `standing` orders them.

`tables` and `troubles` turn what was found into the sheets of 汇总.xlsx, `telling` into the variables of 汇总.docx.
"""
