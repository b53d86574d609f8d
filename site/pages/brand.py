"""The brand, cached until an editor changes it."""

from django.conf import settings
from django.core.cache import caches
from wagtail.models import Site

from pages.models import Brand

KEY = "brand"


def current_brand() -> Brand:
    """The brand of the default site; the neutral default when none was set."""
    found: Brand | None = caches["process"].get(KEY)
    if found is None:
        site = Site.objects.filter(is_default_site=True).first()
        found = Brand.for_site(site) if site else Brand()
        caches["process"].set(KEY, found, timeout=settings.BRAND_CACHE_SECONDS)
    return found
