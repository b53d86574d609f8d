"""One press: I cannot come. Another: I can after all. The other of the pair hears of both."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from groups.apologies.models import Apology
from groups.models import GroupSession, PeerGroup
from groups.news.services import tell_of_apology
from groups.queries import expected_at
from people.models import User

TOO_LATE = _("This session has begun, or is no longer planned. Record what happened.")


@transaction.atomic
def apologise(*, session: GroupSession, person: User, now: datetime) -> Apology:
    """Twice is once. Raises Refusal once it has begun, and for whoever is not expected at it."""
    session = _locked(session, person, now)
    if person not in expected_at(session, now):
        raise Refusal(_("You are not expected at this session, so there is nothing to apologise for."))
    time = {"for_date": session.local_date, "for_start": session.local_start}
    standing = Apology.objects.filter(session=session, person=person, **time).first()
    if standing:
        return standing
    Apology.objects.filter(session=session, person=person).delete()
    made = Apology.objects.create(session=session, person=person, at=now, **time)
    tell_of_apology(session, by=person, comes=False, now=now)
    return made


@transaction.atomic
def come_after_all(*, session: GroupSession, person: User, now: datetime) -> None:
    """Twice is once. Raises Refusal where somebody stands in for them by now."""
    session = _locked(session, person, now)
    standing = Apology.objects.filter(session=session, person=person)
    if not standing:
        return
    if person not in expected_at(session, now):
        raise Refusal(
            _("Someone stands in for you by now. Agree it with them, then change who is named in the session.")
        )
    standing.delete()
    tell_of_apology(session, by=person, comes=True, now=now)


def _locked(session: GroupSession, person: User, now: datetime) -> GroupSession:
    PeerGroup.objects.select_for_update().get(pk=session.group_id)
    rows = GroupSession.objects.of(person, now).planned().select_related("group__programme")
    row = rows.prefetch_related("session_facilitators__person").filter(pk=session.pk).first()
    if row is None or row.starts_at <= now:
        raise Refusal(TOO_LATE)
    return row
