"""The WSGI application that `nennep serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nennep.config.settings.production")
application = get_wsgi_application()
