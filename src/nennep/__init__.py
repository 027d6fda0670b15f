"""Nền Nếp: training and study of Vietnamese Party organizations, planned, run and proved."""

__version__ = "0.1.0"
