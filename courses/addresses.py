"""Where the pages of a course are. The one place that knows which route shows which page."""

from django.urls import reverse

ROUTES = {1: "courses:course", 2: "courses:module", 3: "courses:step"}


def address_of(course: str, module: str = "", step: str = "") -> str:
    """`/courses/<course>/<module>/<step>/`, as deep as it is given."""
    parts = {"course": course, "module": module, "step": step}
    given = {name: slug for name, slug in parts.items() if slug}
    return reverse(ROUTES[len(given)], kwargs=given)
