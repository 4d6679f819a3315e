"""Floor 3: text to surface tree and back; notation, not meaning."""
