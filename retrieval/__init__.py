"""Finds passages in UN correspondence and answers with their words; knows nothing of Telegram.

`engine` is all that others call. Below it, each package imports only from those before it:

- `types`, `symbols`, `language`: what a letter and an answer are; document symbols; words, names, dates and States;
- `readers`, `parsing`, `isolated`: a file → pages → a letter, in a process of its own where the file is a stranger's;
- `spans`, `encoder`, `storage`: whose words stand where; the language model; the index on disk;
- `questions`, `search`, `judging`, `answering`: what is asked, what is found, how sure it is, and what is shown.
"""
