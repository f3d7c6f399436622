"""The door for gunicorn: `gunicorn court.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "court.site.settings")
application = get_wsgi_application()
