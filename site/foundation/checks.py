"""`manage.py check --deploy` says what a visitor would meet."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from foundation.needs import unmet

AWAY = "The database does not answer ({kind}). Is it running, and is HOLDFAST_DATABASE right?"


def what_a_visitor_needs(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        return [Error(f"{name}: {missing}", id="foundation.E001") for name, missing in unmet()]
    except DatabaseError as away:
        return [Error(AWAY.format(kind=type(away).__name__), id="foundation.E002")]
