"""How well what people type finds what they look for."""
