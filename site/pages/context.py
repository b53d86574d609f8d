"""What every template may ask for. All lazy: a page that does not ask costs no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def brand(request: HttpRequest) -> dict[str, Any]:
    """`brand.name` and the like; `roles.supervisor` is true for somebody who holds that role now; `demo`."""
    from pages.brand import current_brand  # noqa: PLC0415 -- models are ready only after start-up

    return {
        "brand": SimpleLazyObject(current_brand),
        "roles": getattr(request, "roles", {}),
        "demo": getattr(settings, "DEMO", False),
    }
