"""Floor 7: reports, independent of format."""
