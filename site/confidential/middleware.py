"""Signing out takes along what was kept on the device."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def note_signing_out(request: HttpRequest | None, **_kwargs: Any) -> None:
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]


class ClearDeviceOnSignOut:
    """Have the browser forget its copies of unsaved words. A session that merely expired leaves them for the return."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = '"storage"'
        return response
