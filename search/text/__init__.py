"""The words of documents and queries: tokens, spelling, names and counts."""
