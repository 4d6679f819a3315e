"""What went wrong in a refuted step: where, by which mistake, and what would be right."""
