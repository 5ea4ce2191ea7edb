"""Entries and sources in the shapes other programs read."""
