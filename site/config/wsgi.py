"""The door for the server: `granian --interface wsgi config.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.few_threads import OnFewThreads
from config.time_limits import LimitedInTime
from config.whole_requests import AT_ONCE, Application, WholeRequests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application: Application = get_wsgi_application()
if settings.REQUEST_SECONDS:
    application = LimitedInTime(application, settings.REQUEST_SECONDS)
application = OnFewThreads(application, AT_ONCE)
# Outside: the time in which a visitor sends, or waits for another's turn, is not counted.
application = WholeRequests(application)
