"""From a refusal's reason to the sentence people read; each app registers the sentences of its own reasons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nennep.core.errors import Refused

_SENTENCES: dict[str, str | Promise] = {"reason_missing": gettext_lazy("Give the reason.")}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of an app: reason -> lazy text with %(fact)s places.

    Raises:
        ValueError: when a reason is registered twice with another sentence.
    """
    for reason, text in sentences.items():
        if _SENTENCES.setdefault(reason, text) is not text:
            message = f"the refusal {reason!r} has two sentences"
            raise ValueError(message)


def sentence(refusal: Refused) -> str:
    """Return the sentence for a refusal in the language in use."""
    text = _SENTENCES.get(refusal.reason)
    if text is None:
        return _("This cannot be done: %(reason)s.") % {"reason": refusal.reason}
    return str(text) % refusal.facts
