"""The identifier screen, as it applies to what a facilitator is about to share."""

from collections.abc import Iterable, Mapping
from datetime import date

from confidential.identifiers import Screened, screen
from supervision.logs.prompts import LABELS
from supervision.screening import public_numbers


def screened(parts: Mapping[str, str], own_days: Iterable[date] = ()) -> list[Screened]:
    """The answers in which something may identify somebody. `own_days`: of the session that they are about."""
    return screen(parts, {key: LABELS[key] for key in parts}, public_numbers(), own_days)
