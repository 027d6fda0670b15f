"""Production, with the bare views beside it."""

from nennep.config.settings.production import *  # noqa: F403 - settings modules are layered by import

ROOT_URLCONF = "bench.rollcall_urls"
