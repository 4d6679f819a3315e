"""Floor 6b: submissions, marks, feedback."""
