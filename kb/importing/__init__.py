"""References of other programs become sources: read from their files, tidied, written as YAML."""
