"""search finds a library's entries by what readers type. Knows text and engines, nothing of the web."""
