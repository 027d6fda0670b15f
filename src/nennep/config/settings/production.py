"""What `nennep serve` runs: cookies are sent over TLS only when the address of the site is an https one."""

from .base import *  # noqa: F403 - settings modules are layered by import
from .base import SITE_ADDRESS

_tls = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = _tls
CSRF_COOKIE_SECURE = _tls
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _tls else None
