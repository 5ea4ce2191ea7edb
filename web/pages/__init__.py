"""One module a page: its view next to its page object."""
