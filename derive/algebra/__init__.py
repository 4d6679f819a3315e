"""Floor 2: computing with terms."""
