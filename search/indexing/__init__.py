"""What can be found of each entry, and the index: opening, building, updating."""
