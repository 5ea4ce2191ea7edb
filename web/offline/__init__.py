"""The site as files: pages with relative links, and a search that runs in the browser."""
