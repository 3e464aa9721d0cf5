"""Finds passages in UN correspondence and answers with their words; knows nothing of Telegram."""
