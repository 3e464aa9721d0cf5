"""What a question asks for: of whom, of when, of which letter, and of what was shown before it."""
