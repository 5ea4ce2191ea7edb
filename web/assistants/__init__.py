"""Assistants' programs: the collection as tools of the Model Context Protocol."""
