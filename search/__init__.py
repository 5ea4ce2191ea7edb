"""search finds a library's entries by what readers type; it knows nothing of the web."""
