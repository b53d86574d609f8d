"""A joining link: the address of a video room. Nobody's words, and shown only shortly before it is needed."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from confidential.models import SealedRecord
from groups.models import PeerGroup
from people.models import Programme, User


class JoiningLink(SealedRecord):
    """The kit: one link, sealed for its programme (docs/decisions/0025). Its words have `address` and `passcode`.

    A link is never changed: another one takes its place, and the words of the old one are destroyed. A supervision
    meeting has links of its own like this:

    1. a model that names whose link it is, `class MeetingLink(JoiningLink)`, with `standing_once(...)` on it;
    2. a policy under its label, made by `joining.services.policy(...)`. Its `openable(viewer, now)` gives the links of
       those meetings for which the `window.is_open`, and which are the viewer's;
    3. a verb that locks whose link it is, asks who may, then calls `joining.services.put(new, standing, words, ...)`;
       `joining.services.take_away` where a meeting or a supervision ends;
    4. `joining.forms.LinkForm` where it is set, `joining.showing.show` in a view that takes a POST alone;
    5. `deeds.LinkDeed` under its label, and the word of a link of its own in the canary.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    programme_id: UUID
    set_by_id: UUID

    class Meta:
        abstract = True

    @property
    def writer_id(self) -> None:
        """It is the programme's: whoever set it opens it by the same rule as their partner."""
        return None

    @property
    def is_destroyed(self) -> bool:
        """As it is after a restore: the words went again, the row says that it stands."""
        return self.text is None or self.text.destroyed_at is not None


def standing_once(*fields: str, name: str) -> models.UniqueConstraint:
    """One link stands at a time; those before it are gone."""
    return models.UniqueConstraint(fields=fields, condition=Q(gone_at__isnull=True), name=name)


class GroupLink(JoiningLink):
    """Where a group meets."""

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="links")

    group_id: UUID

    class Meta:
        constraints = [standing_once("group", name="one_link_of_a_group_stands")]

    def __str__(self) -> str:
        return f"joining link of {self.group}"
