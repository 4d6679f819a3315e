"""Floor 6c: verified formulas to array functions."""
