"""What is shown when something fails that no refusal foresaw."""

import errno
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
TRY_AGAIN_SECONDS = 30
# Whoever asks for a page sends nothing that could be saved.
READ = ("GET", "HEAD")


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read, or was too large to be. Not Django's own view: it reads the form again, and fails."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs neither request nor database: 503 for what passes, a restart, a long lock or a full disk."""
    if passes(sys.exc_info()[1]):
        page = loader.get_template("503.html").render({"reading": request.method in READ})
        return HttpResponse(page, status=503, headers={"Retry-After": str(TRY_AGAIN_SECONDS)})
    return HttpResponseServerError(loader.get_template("500.html").render())


def passes(failure: BaseException | None) -> bool:
    """Whether the same request may well succeed in a minute, with nothing changed in our code."""
    if isinstance(failure, OSError):
        return failure.errno in NO_ROOM
    return isinstance(failure, OperationalError | InterfaceError)
