"""Bytes become entries or problems: decoding, YAML nodes, field checks, suggested fixes,
references.
"""
