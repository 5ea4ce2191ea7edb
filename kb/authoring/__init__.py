"""Templates for new entries, JSON Schemas for editors' tools, and the editing guide."""
