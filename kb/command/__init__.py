"""The `kb` command: the only place in kb that may import search and web."""
