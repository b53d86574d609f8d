"""What every template may ask for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def brand(request: HttpRequest) -> dict[str, Any]:
    """The name that users see. Lazy: a page that does not show it asks the database nothing."""
    from pages.brand import current_brand  # noqa: PLC0415 -- models are ready only after start-up

    return {"brand": current_brand, "demo": getattr(settings, "DEMO", False)}
