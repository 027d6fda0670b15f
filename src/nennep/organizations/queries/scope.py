"""Moved to `organizations.scope`."""

from nennep.organizations.scope import TOP, ancestors_of, within

__all__ = ["TOP", "ancestors_of", "within"]
