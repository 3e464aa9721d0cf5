"""Speaks Telegram and the command line; knows nothing of SQL, vectors or PDFs."""
