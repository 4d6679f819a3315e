"""Floor 5: claims to verdicts."""
