"""Reads of rounds and dossiers."""
