"""`manage.py check` says when the table of bank holidays must be renewed."""

from datetime import date
from typing import Any

from django.core.checks import WARNING, CheckMessage
from django.utils import timezone

from foundation.days import local_day
from groups.series.bank_holidays import RENEW_BY

OVERDUE = "The table of bank holidays should be renewed since {day:%d %B %Y}: add the coming years from gov.uk."


def bank_holidays_are_known(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    return overdue(local_day(timezone.now()))


def overdue(today: date) -> list[CheckMessage]:
    message = OVERDUE.format(day=RENEW_BY)
    hint = "groups/series/bank_holidays.py"
    return [CheckMessage(WARNING, message, hint=hint, id="groups.W001")] if today >= RENEW_BY else []
