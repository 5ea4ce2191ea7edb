"""The single schema: entries, scalars, vocabulary, library, problems. Imports nothing else of the
project.
"""
