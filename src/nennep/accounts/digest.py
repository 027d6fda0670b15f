"""How secrets are kept: as keyed digests."""

import hashlib
import hmac

from django.conf import settings


def digest(secret: str) -> str:
    """Return the keyed digest under which a code or token is kept."""
    return hmac.new(settings.SECRET_KEY.encode(), secret.encode(), hashlib.sha256).hexdigest()
