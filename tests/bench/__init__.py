"""Measures search next to what people would use instead, on generated collections: `make bench`."""
