"""A span of a letter: whose words it holds, where a reader finds it, and how it is quoted."""
