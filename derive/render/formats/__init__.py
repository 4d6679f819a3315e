"""One output format a file, each exporting FORMAT."""
