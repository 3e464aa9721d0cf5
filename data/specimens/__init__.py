"""How the specimen letters are made: one source each becomes text, Markdown, PDF and DOCX. No letter is read here."""
