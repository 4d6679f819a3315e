"""One proof method a file, each exporting METHOD."""
