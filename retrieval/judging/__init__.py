"""How sure it is that words answer a question."""
