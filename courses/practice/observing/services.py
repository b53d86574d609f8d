"""Record that somebody shadowed a group; begin what is written of an observed practice, show it, and answer it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from confidential.services import freeze, note, open_sealed
from courses.practice.models import trains_in
from courses.practice.observing.deeds import AnswerDeed, ObservedDeed, ShadowingDeed
from courses.practice.observing.models import ObservedAnswer, ObservedPractice, Shadowing
from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import Refusal
from groups.models import PeerGroup
from people.models import Appointment, Programme, Role, SupervisionAssignment, User

SHADOWED, SHOWN, ANSWERED = "practice_shadowed", "practice_shown", "practice_answered"


@dataclass(frozen=True)
class Occasion:
    """Who was there, when and where: without a group, a rehearsal group."""

    person: User
    local_date: date
    group: PeerGroup | None = None
    group_agreed: bool = False


def people_for(user: User, now: datetime) -> QuerySet[User]:
    """Whom `user` may record: facilitators of the programmes they train, and those whom they supervise, by name."""
    learners = Appointment.objects.current(now).filter(
        role=Role.FACILITATOR, programme__in=trains_in(user, now).values("programme")
    )
    supervised = SupervisionAssignment.objects.supervised_by(user, now).values("facilitator")
    people = User.objects.filter(Q(pk__in=learners.values("person")) | Q(pk__in=supervised)).exclude(pk=user.pk)
    return people.order_by("sort_name", "pk")


def programme_between(user: User, person: User, now: datetime) -> Programme | None:
    """The programme in which `user` may record `person`."""
    learning = Appointment.objects.current(now).filter(person=person, role=Role.FACILITATOR).values("programme")
    trained = trains_in(user, now).values("programme")
    supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(facilitator=person)
    open_to_them = Q(pk__in=trained) | Q(pk__in=supervising.values("programme"))
    return Programme.objects.filter(open_to_them, pk__in=learning).order_by("name", "pk").first()


def groups_for(user: User, now: datetime) -> QuerySet[PeerGroup]:
    """Running groups of the programmes in which `user` may record anybody."""
    supervised = SupervisionAssignment.objects.supervised_by(user, now).values("programme")
    programmes = Q(programme__in=trains_in(user, now).values("programme")) | Q(programme__in=supervised)
    return PeerGroup.objects.filter(programmes, state=PeerGroup.State.RUNNING).order_by("code_name", "pk")


def _programme_of(occasion: Occasion, by: User, now: datetime) -> Programme:
    programme = programme_between(by, occasion.person, now)
    if programme is None or occasion.person == by:
        raise Refusal(_("Only a trainer of their programme, or their supervisor, can record this."))
    if occasion.local_date > local_day(now, programme.zone):
        raise Refusal(_("This day is in the future. Record it once it has taken place."))
    if occasion.group and occasion.group.programme_id != programme.pk:
        raise Refusal(_("This group belongs to another programme. Choose a group of %(name)s.") % {"name": programme})
    if occasion.group and not occasion.group_agreed:
        raise Refusal(_("Tick that the group agreed without the observer there. If it did not, use a rehearsal group."))
    return programme


@transaction.atomic
def record_shadowing(*, occasion: Occasion, by: User, now: datetime) -> Shadowing:
    """They sat in. A rehearsal counts until the programme has a running group. The same twice is once."""
    programme = _programme_of(occasion, by, now)
    runs = PeerGroup.objects.filter(programme=programme, state=PeerGroup.State.RUNNING)
    if occasion.group is None and runs.exists():
        raise Refusal(_("%(name)s has running groups, so choose the one they sat in on.") % {"name": programme.name})
    shadowing, created = Shadowing.objects.get_or_create(
        person=occasion.person,
        local_date=occasion.local_date,
        group=occasion.group,
        defaults={
            "programme": programme,
            "group_agreed": occasion.group_agreed,
            "recorded_by": by,
            "recorded_at": now,
        },
    )
    if created:
        note(shadowing, actor=by, deed=ShadowingDeed.RECORDED, owner_id=occasion.person.pk, now=now)
        notify(occasion.person, SHADOWED, about=shadowing.pk, now=now)
    return shadowing


@transaction.atomic
def begin_observed(*, occasion: Occasion, by: User, now: datetime) -> ObservedPractice:
    """The draft of what `by` writes: nobody else sees it, or that there is one, until it is shown. Twice is once."""
    programme = _programme_of(occasion, by, now)
    observed, _created = ObservedPractice.objects.get_or_create(
        person=occasion.person,
        observer=by,
        local_date=occasion.local_date,
        group=occasion.group,
        defaults={"programme": programme, "group_agreed": occasion.group_agreed, "begun_at": now},
    )
    return observed


@transaction.atomic
def show_observed(*, observed: ObservedPractice, by: User, now: datetime) -> ObservedPractice:
    """The person reads it from now on, and it can no longer be changed. Twice is once."""
    observed_by_them = ObservedPractice.objects.of_observer(by, now).values("pk")
    locked = ObservedPractice.objects.select_for_update(of=("self",)).select_related("text", "person")
    found = locked.filter(pk=observed.pk, pk__in=observed_by_them).first()
    if found is None:
        raise Refusal(_("You no longer train or supervise this person, so this can no longer be shown."))
    if found.shown_at is not None:
        return found
    if not any(words.strip() for words in open_sealed(found, viewer=by, now=now).values()):
        raise Refusal(_("Write at least one line before you show it."))
    freeze(found)
    found.shown_at = now
    found.save(update_fields=["shown_at"])
    ObservedAnswer.objects.create(observed=found, person=found.person)
    note(found, actor=by, deed=ObservedDeed.SHOWN, owner_id=found.person_id, now=now)
    notify(found.person, SHOWN, about=found.pk, now=now)
    return found


@transaction.atomic
def answer_observed(*, answer: ObservedAnswer, by: User, now: datetime) -> ObservedAnswer:
    """Send what they wrote to whoever observed them. Twice is once."""
    locked = ObservedAnswer.objects.select_for_update(of=("self",)).select_related("text", "observed__observer")
    found = locked.get(pk=answer.pk)
    if found.person_id != by.pk:
        raise Refusal(_("Only the person who was observed can answer."))
    if found.answered_at is not None:
        return found
    if not open_sealed(found, viewer=by, now=now).get("answer", "").strip():
        raise Refusal(_("Write your answer, then send it."))
    freeze(found)
    found.answered_at = now
    found.save(update_fields=["answered_at"])
    note(found, actor=by, deed=AnswerDeed.SENT, owner_id=by.pk, now=now)
    notify(found.observed.observer, ANSWERED, about=found.pk, now=now)
    return found
