"""Overviews of many entries: evidence map, comparison, guidelines, gaps, pathway, changes."""
