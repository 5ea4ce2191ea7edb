"""The one schema: entries, scalars, vocabulary, library, problems. Knows nothing else of the
project.
"""
