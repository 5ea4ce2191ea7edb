"""Search engines behind one small protocol of plain values."""
