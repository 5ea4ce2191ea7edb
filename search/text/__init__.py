"""The words of documents and queries: tokens, spelling, names, and what the index knows of them."""
