"""The `kb` command: the front door, and the one place in kb that may import search and web."""
