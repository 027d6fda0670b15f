"""Writes of papers and files."""
