"""One file format a file, each exporting READER."""
