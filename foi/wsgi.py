"""The WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from foi.memory import settle_memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
application = get_wsgi_application()
settle_memory()
