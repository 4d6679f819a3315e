"""One kernel backend a file, each exporting BACKEND."""
