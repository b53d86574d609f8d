"""Systems of others that may read who has completed what, as xAPI statements without names."""

from datetime import datetime
from typing import Self

from django.db import models

from foundation.lines import check_one_line
from foundation.models import Identified
from people.models import Programme


class XapiClientQuerySet(models.QuerySet["XapiClient"]):
    def open(self, now: datetime) -> Self:
        return self.filter(models.Q(revoked_at=None) | models.Q(revoked_at__gt=now))


class XapiClient(Identified):
    """One system, for the people of one programme. Only the digest of its token is kept: it is shown once."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="xapi_clients")
    name = models.CharField(max_length=100, validators=[check_one_line])
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = XapiClientQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
