"""Reads of quotas."""
