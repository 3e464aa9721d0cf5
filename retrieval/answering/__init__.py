"""From what was found to an answer: which words are shown, with what beside them, or none."""
