"""Proposals: editors change entries in forms, reviewers accept them, and git keeps all of it.

An application of its own, started by `kb propose`; `kb serve` imports nothing of it.
"""
