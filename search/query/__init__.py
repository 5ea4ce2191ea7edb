"""Turns what was typed into a query tree, recording every change."""
