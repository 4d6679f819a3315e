"""Floor 8b: one subcommand a file, each exporting COMMAND."""
