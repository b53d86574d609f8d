"""The verbs: offer to stand in, take it back, accept somebody; and be alone, with a reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.refusals import Refusal
from groups.apologies.models import Apology
from groups.facts import SessionFacts
from groups.models import GroupSession, PeerGroup
from groups.news.models import SessionNews
from groups.news.services import tell_of_stand_in
from groups.permissions import is_in_pair
from groups.queries import expected_at
from groups.services import save_facts
from groups.stand_ins.models import AloneDecision, StandInOffer, WhyAlone
from groups.stand_ins.queries import REPEATED, WITHIN, is_time_to_decide, needed, sessions_needing
from people.models import Appointment, Role, User

Kind = SessionNews.Kind
NOT_NEEDED = _("This session no longer needs anyone. Thank you all the same.")
ALONE_NOTICE = "alone_again"


@transaction.atomic
def offer_to_stand_in(*, session: GroupSession, person: User, now: datetime) -> StandInOffer:
    """Whoever is left hears of it. Twice is once."""
    session = _locked(session, now)
    found = needed(sessions_needing(person, now).filter(pk=session.pk), person, now)
    if not found:
        raise Refusal(NOT_NEEDED)
    time = {"for_date": session.local_date, "for_start": session.local_start}
    standing = StandInOffer.objects.open().filter(session=session, person=person).first()
    if standing:
        return standing
    StandInOffer.objects.filter(session=session, person=person).delete()
    offer = StandInOffer.objects.create(session=session, person=person, offered_at=now, **time)
    tell_of_stand_in(session, Kind.OFFERED, _left(session, now), by=person, now=now)
    return offer


@transaction.atomic
def take_offer_back(*, session: GroupSession, person: User) -> None:
    """As long as nobody has accepted it. Twice is once."""
    PeerGroup.objects.select_for_update().get(pk=session.group_id)
    StandInOffer.objects.filter(session=session, person=person, accepted=None).delete()
    SessionNews.objects.filter(session=session, by=person, kind=Kind.OFFERED).delete()


@transaction.atomic
def accept_stand_in(*, offer: StandInOffer, by: User, now: datetime) -> GroupSession:
    """One of the pair accepts: whoever offered is named with the one who is left. The others hear that it is settled.

    Twice is once. Raises Refusal where the offer was taken back, or no longer needed.
    """
    session = _locked(offer.session, now)
    standing = StandInOffer.objects.filter(pk=offer.pk).select_related("person").first()
    if standing is None:
        raise Refusal(_("This offer no longer stands. See who else offers."))
    if standing.accepted:
        return session
    left = _left(session, now)
    if not is_in_pair(by, session.group, now):
        raise Refusal(_("Only the pair of this group can accept this."))
    if len(left) > 1 or not StandInOffer.objects.open().filter(pk=offer.pk).exists():
        raise Refusal(NOT_NEEDED)
    _name(session, [*left, standing.person], by, now)
    others = StandInOffer.objects.filter(session=session, accepted=None).exclude(pk=offer.pk).select_related("person")
    tell_of_stand_in(session, Kind.SETTLED, [item.person for item in others], by=by, now=now)
    others.update(accepted=False, decided_by=by)
    standing.accepted, standing.decided_by = True, by
    standing.save(update_fields=["accepted", "decided_by"])
    tell_of_stand_in(session, Kind.ACCEPTED, [standing.person, *left], by=by, now=now)
    return session


@transaction.atomic
def decide_to_be_alone(
    *, session: GroupSession, by: User, reason: WhyAlone, on_call_reached: bool, now: datetime
) -> AloneDecision:
    """From 24 hours before, by the one who is left. Twice is once. Raises Refusal without somebody on call."""
    session = _locked(session, now)
    if standing := AloneDecision.objects.filter(session=session, person=by).first():
        return standing
    if _left(session, now) != [by]:
        raise Refusal(_("This is for the one who is alone at a session. Open the session to see who comes."))
    if not is_time_to_decide(session, now):
        raise Refusal(_("Someone may still stand in. You can decide this from 24 hours before the session."))
    if not on_call_reached:
        raise Refusal(_("Ring the person on call first. If you reach nobody, cancel the session."))
    _name(session, [by], by, now)
    AloneDecision.objects.filter(session=session).delete()
    made = AloneDecision.objects.create(session=session, person=by, reason=reason, on_call_reached=True, at=now)
    _tell_where_repeated(session, now)
    return made


def _tell_where_repeated(session: GroupSession, now: datetime) -> None:
    """The programme's coordinators: one who is alone again and again needs another pair."""
    decided = AloneDecision.objects.filter(session__group=session.group_id, at__gte=now - WITHIN)
    if decided.count() < REPEATED:
        return
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=session.programme_id)
    for coordinator in User.objects.filter(pk__in=posts.values("person")).order_by("pk"):
        notify(coordinator, ALONE_NOTICE, about=session.group_id, now=now, once=str(session.pk))


def _left(session: GroupSession, now: datetime) -> list[User]:
    """Who is expected and has not apologised."""
    away = set(Apology.objects.standing().filter(session=session).values_list("person", flat=True))
    return [person for person in expected_at(session, now) if person.pk not in away]


def _name(session: GroupSession, people: Iterable[User], by: User, now: datetime) -> None:
    facts = replace(SessionFacts.of(session), facilitators=frozenset(person.pk for person in people))
    save_facts(group=session.group, by=by, facts=facts, session=session, base_revision=session.revision, now=now)


def _locked(session: GroupSession, now: datetime) -> GroupSession:
    PeerGroup.objects.select_for_update().get(pk=session.group_id)
    rows = GroupSession.objects.planned().select_related("group__programme")
    row = rows.prefetch_related("session_facilitators__person").filter(pk=session.pk).first()
    if row is None or row.starts_at <= now:
        raise Refusal(_("This session has begun, or is no longer planned."))
    return row
