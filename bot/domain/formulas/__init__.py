"""Mathematics in authors' texts: found, read, and said as text or aloud. Drawing is elsewhere."""
