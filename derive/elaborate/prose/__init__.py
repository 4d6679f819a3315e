"""One language a file, each exporting LANGUAGE."""
