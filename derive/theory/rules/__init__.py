"""One topic of identities a file, each exporting RULES."""
