"""Measures search beside what people would use instead, on generated collections: `make bench`."""
