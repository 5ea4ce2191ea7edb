"""Exports entries and sources in formats that other programs read."""
