"""Floor 0: what things are. Standard library only."""
