"""Floor 1: mathematics as data."""
