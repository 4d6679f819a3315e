"""Ways to print a sheet, one a file; each exports LAYOUT."""
