"""Whether every file that a row names is there."""

from django.db import models

from backups.tables import backed_up_models
from foundation.drills import Tried


def find_every_file() -> Tried:
    tried = Tried()
    for model in backed_up_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                _find_files_of(model, field, tried)
    return tried


def _find_files_of(model: type[models.Model], field: models.FileField, tried: Tried) -> None:
    for row in model._base_manager.exclude(**{field.name: ""}).exclude(**{f"{field.name}__isnull": True}):
        stored = getattr(row, field.name)
        tried.count += 1
        if not stored.storage.exists(stored.name):
            tried.broken.append(f"{model._meta.label} {row.pk}: {stored.name} is missing")
