"""项目支出绩效自评表: what offices write in 项目/*.yaml (`form_files`, `project_form`, `written_form`), the rules of
the pack (`project_rules`), the points (`funds`, `line_marks`), what is said of them (`form_remarks`), the sheets that
are printed (`appraisal`, `project_sheet`), the scores carried into dept.yaml (`carrying`); `appraising` does it all.
"""
