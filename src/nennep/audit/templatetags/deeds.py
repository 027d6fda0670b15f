"""Words for the actions of the log."""

from django import template

from nennep.audit.deeds import DEEDS

register = template.Library()


@register.filter
def deed(action: str) -> str:
    """Return what an action is called; an unknown one by its code."""
    return str(DEEDS.get(action, action))
