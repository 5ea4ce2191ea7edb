"""web serves the collection as pages and JSON; the only package that knows Flask and bleach."""
