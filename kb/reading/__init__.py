"""Turns bytes into entries or problems: decoding, YAML nodes, field checks, suggested fixes,
references.
"""
