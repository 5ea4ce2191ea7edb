"""The collection as tables, each column declared once, and the formats written from them."""
