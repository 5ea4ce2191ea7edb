"""Many entries at once: evidence table, comparison, pathway."""
