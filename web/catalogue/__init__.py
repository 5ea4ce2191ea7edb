"""Several collections on one server, each a whole site at a path of its own."""
