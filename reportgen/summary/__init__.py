"""The bureau's summary of many departments: `gathering` reads 评价结果.json files, `ranking` orders them.

`tables` and `common_problems` turn what was found into the sheets of 汇总.xlsx, `docx_names` into the
variables of 汇总.docx.
"""
