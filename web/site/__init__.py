"""Around the pages: layout, errors, feeds, discovery, exports."""
