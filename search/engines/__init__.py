"""The wall: one small protocol in plain values, and the engines behind it."""
