"""How the specimen letters are made: one source per letter becomes text, Markdown, PDF and DOCX. No letter is read here."""
