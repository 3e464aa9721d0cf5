"""Between the bot and Telegram: what is fetched, what is sent, and what to do when that fails."""
