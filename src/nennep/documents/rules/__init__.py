"""Pure rules of papers and files."""
