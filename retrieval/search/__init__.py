"""From a question to ranked passages, and to the sentences in them that may answer."""
