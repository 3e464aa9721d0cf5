"""Speaks Telegram and the command line; knows nothing of SQL, vectors or PDFs.

`cli` and `commands` are the `verbale` command. `application` says which handler answers what: `handlers` are what
people do, `rendering` is what they are shown, `transport` how that gets to Telegram, `ledger` what must not be
forgotten, and `running` what keeps the bot up.
"""
