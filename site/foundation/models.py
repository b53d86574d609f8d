"""Shapes that models share. No tables of its own."""

import uuid

from django.db import models


class Identified(models.Model):
    """A row that is named in an address: its key can be known before it is saved, and never guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
