"""How often something was tried. A row says what only through its key, which tells nobody whose it is."""

from datetime import datetime

from django.db import models

from people.signing_in.limits import Limit


class Tally(models.Model):
    """One count, from its first try until `ends_at`. `tidy` deletes it afterwards."""

    # A keyed digest: no address, no network and no account can be read from it.
    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"

    def reaches(self, limit: Limit) -> bool:
        return self.count >= limit.most

    def add(self, limit: Limit, now: datetime) -> None:
        if self.count == 0:
            self.ends_at = now + limit.within
        self.count += 1

    def take_away(self) -> None:
        self.count = max(self.count - 1, 0)
