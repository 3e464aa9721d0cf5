"""What the bot shows: answers, letters and lists as messages with their buttons, in its own words."""
