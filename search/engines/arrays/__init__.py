"""The read model: an index as immutable arrays that threads and processes share."""
