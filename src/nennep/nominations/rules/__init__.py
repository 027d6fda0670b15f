"""Pure rules of nominations."""
