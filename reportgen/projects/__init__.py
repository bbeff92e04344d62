"""项目支出绩效自评表: what offices write in 项目/*.yaml (`folder`, `form`, `reading`), the pack's weights and rules
(`rules`), the points (`money`, `marking`), what is said of them (`remarks`), the sheets that are printed (`scoring`,
`sheet`); `against` holds them against the department, `appraising` does it all in this order."""
