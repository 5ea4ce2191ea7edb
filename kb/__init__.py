"""kb knows evidence: the model, how it is read, what must hold, and what follows from it."""
