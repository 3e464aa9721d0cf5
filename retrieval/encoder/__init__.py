"""The language model: loaded, asked for vectors, and what was learned with it."""
