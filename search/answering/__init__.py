"""What was found, as readers see it: hits, excerpts, facets, suggestions, explanations."""
