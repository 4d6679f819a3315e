"""The inference rules, one topic a file, each exporting RULES."""
