"""`manage.py check --deploy` says what a visitor would meet."""

from typing import Any

from django.core.checks import WARNING, CheckMessage, Error
from django.db import DatabaseError

from foundation.needs import database_is_there, unmet
from foundation.tablestats import absent

AWAY = "The database does not answer ({kind}). Is it running, and is HOLDFAST_DATABASE right?"


def what_a_visitor_needs(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    try:
        return [Error(f"{name}: {missing}", id="foundation.E001") for name, missing in unmet()]
    except DatabaseError as away:
        return [Error(AWAY.format(kind=type(away).__name__), id="foundation.E002")]


def what_the_database_knows(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A database that is away, or has no tables yet, is told by the check above."""
    if not database_is_there():
        return []
    try:
        return [CheckMessage(WARNING, missing, id="foundation.W001")] if (missing := absent()) else []
    except DatabaseError:
        return []
