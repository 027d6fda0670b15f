"""Writes of nominations."""
