"""Search results as readers see them: hits, excerpts, facets, suggestions, explanations."""
