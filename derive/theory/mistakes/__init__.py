"""One family of mistakes a file, each exporting MISTAKES."""
