"""Floor 4: surface trees to claims in a context."""
