"""What recordings do at start-up: a row that goes takes its file along."""

from django.db.models.signals import post_delete

from courses.media.models import Recording
from courses.media.services import file_goes_too


def register() -> None:
    post_delete.connect(file_goes_too, sender=Recording, dispatch_uid="courses.media.file")
