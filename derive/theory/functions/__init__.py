"""One function a file, each exporting FUNCTION."""
