"""What was typed becomes a query tree, with every change to it noted."""
