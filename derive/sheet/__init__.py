"""Floor 6a: exercise sheets, as an author writes them."""
