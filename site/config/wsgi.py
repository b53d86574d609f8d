"""The door for the server: `granian --interface wsgi config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from config.whole_requests import WholeRequests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = WholeRequests(get_wsgi_application())
