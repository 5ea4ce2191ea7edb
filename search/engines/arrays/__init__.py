"""The read model: what an engine asks of an index, as immutable arrays that all threads and
processes share.
"""
