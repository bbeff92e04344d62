"""From lost points to 问题 (`finding`) with causes and measures (`author`); `rectification` is 整改.yaml as people edit
it, `draft` brings it up to date, `followup` tells what became of last year's, `ledger` lists the measures."""
