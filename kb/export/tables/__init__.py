"""The collection as tables, each column declared once, and what is written from them."""
