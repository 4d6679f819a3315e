"""Floor 8a: one grading platform a file, each exporting PLATFORM."""
