"""What every answer relies on: the served collection, security, page cache, Markdown, theme."""
