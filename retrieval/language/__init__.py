"""Words, names, dates and States as letters print them and as people type them."""
