"""Imports references from other programs as sources: reads their files, tidies the records, writes
YAML.
"""
