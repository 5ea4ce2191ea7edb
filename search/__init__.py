"""Finds a library's entries from what readers type. Knows nothing about the web."""
