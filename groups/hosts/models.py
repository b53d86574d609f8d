"""On which hosts a programme's video rooms may be."""

from uuid import UUID

from django.db import models

from foundation.models import Identified
from people.models import Programme, User

LONGEST = 400


class VideoHosts(Identified):
    """What a programme says of it: its own hosts, or none where it goes by the site's. Of several the last counts."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="video_hosts")
    number = models.PositiveSmallIntegerField()
    # By spaces, in small letters.
    hosts = models.CharField(max_length=LONGEST, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    programme_id: UUID

    class Meta:
        verbose_name_plural = "video hosts"
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="video_hosts_are_numbered")]

    def __str__(self) -> str:
        return f"video hosts of {self.programme}, {self.number}"

    @property
    def names(self) -> list[str]:
        return self.hosts.split()
