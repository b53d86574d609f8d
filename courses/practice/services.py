"""Plan a practice day, change it, invite to it, answer, ask for adjustments, cancel it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import destroy, note, open_sealed
from courses.practice import permissions, queries
from courses.practice.deeds import PlaceDeed
from courses.practice.models import (
    CHOSEN_REASONS,
    DAY_MOVES,
    CancelReason,
    DayState,
    DayTrainer,
    How,
    PracticeDay,
    PracticePlace,
)
from delivery.mail import notify
from foundation.days import local_day
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from foundation.walltime import refuse_missing_time
from people.models import Programme, User

# A day further away than this is a slip of the keyboard.
FURTHEST = timedelta(days=366)
# What somebody asked for is needed on the day and to settle what it cost; then it is destroyed.
ADJUSTMENTS_KEPT = timedelta(days=28)
INVITED, CHANGED, CANCELLED, ASKED = (
    "practice_invited",
    "practice_changed",
    "practice_cancelled",
    "practice_adjustments",
)
ONLY_TRAINERS = gettext_lazy("Only a trainer of this programme can do that. Ask the coordinator who that is.")
IS_OVER = gettext_lazy("This day is over or cancelled, so it can no longer be changed.")


@dataclass(frozen=True)
class Plan:
    """When and where, and who runs it."""

    trainers: tuple[User, ...]
    how: str
    local_date: date
    local_start: time
    minutes: int
    place: str
    capacity: int

    def facts(self) -> dict[str, object]:
        """The fields of a day."""
        names = ("how", "local_date", "local_start", "minutes", "capacity")
        return {name: getattr(self, name) for name in names} | {"place": line_or_refusal(self.place)}


class ChangedMeanwhile(Refusal):
    """Another trainer changed the day since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another trainer has changed this day while you had the page open. Nothing of yours was saved. "
                "See above how it is now; to save yours all the same, press again."
            )
        )


@transaction.atomic
def plan_day(*, programme: Programme, plan: Plan, by: User, now: datetime) -> PracticeDay:
    """A day in the programme's own time. The same plan twice, by two presses, is one day."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    _refuse_stranger(by, programme, now)
    _refuse_impossible(plan, programme, now)
    day = PracticeDay(programme=programme, zone=programme.zone, calendar_at=now, **plan.facts())
    if standing := _same(day):
        return standing
    _check(day, plan)
    day.save(force_insert=True)
    _set_trainers(day, plan.trainers)
    return day


def _check(day: PracticeDay, plan: Plan) -> None:
    """Raise ValidationError unless these fields hold what they may. Forms check first; this is for everybody else."""
    day.clean_fields(exclude={field.name for field in day._meta.fields} - set(plan.facts()))


def _same(day: PracticeDay) -> PracticeDay | None:
    """What is planned already at that time and place."""
    return (
        PracticeDay.objects.planned()
        .filter(
            programme=day.programme,
            local_date=day.local_date,
            local_start=day.local_start,
            place=day.place,
            how=day.how,
        )
        .first()
    )


def _refuse_stranger(by: User, programme: Programme, now: datetime) -> None:
    if not permissions.trains(by, programme, now):
        raise Refusal(ONLY_TRAINERS)


def _refuse_impossible(plan: Plan, programme: Programme, now: datetime) -> None:
    refuse_missing_time(plan.local_date, plan.local_start, programme.zone)
    if abs(local_day(now, programme.zone) - plan.local_date) > FURTHEST:
        raise Refusal(_("This date is more than a year away. Check the year."))
    if plan.how == How.TOGETHER and not plan.place.strip():
        raise Refusal(_("Write where it is: people need the address."))
    if not plan.trainers:
        raise Refusal(_("Choose who runs the day."))
    in_post = set(queries.trainers_of(programme, now))
    if strangers := [person.name for person in plan.trainers if person not in in_post]:
        raise Refusal(_("%(who)s is not a trainer of this programme now.") % {"who": ", ".join(strangers)})


def _set_trainers(day: PracticeDay, people: Iterable[User]) -> None:
    wanted = {person.pk for person in people}
    day.trainers.exclude(person__in=wanted).delete()
    known = set(day.trainers.values_list("person_id", flat=True))
    DayTrainer.objects.bulk_create(DayTrainer(day=day, person_id=pk) for pk in sorted(wanted - known))


def locked(day: PracticeDay) -> PracticeDay:
    return PracticeDay.objects.select_for_update(of=("self",)).select_related("programme").get(pk=day.pk)


@transaction.atomic
def change_day(*, day: PracticeDay, plan: Plan, by: User, seen: str = NOT_ASKED, now: datetime) -> PracticeDay:
    """Everybody who is invited is told. `seen` is what the page showed; raises ChangedMeanwhile for something else."""
    day = locked(day)
    _refuse_stranger(by, day.programme, now)
    if day.state != DayState.PLANNED:
        raise Refusal(IS_OVER)
    if unseen(seen, day.version):
        raise ChangedMeanwhile
    _refuse_impossible(plan, day.programme, now)
    was = {field: getattr(day, field) for field in plan.facts()}
    for field, value in plan.facts().items():
        setattr(day, field, value)
    _check(day, plan)
    day.version += 1
    day.save(update_fields=[*was, "version", *day.changed_in_calendars(now)])
    _set_trainers(day, plan.trainers)
    if was != plan.facts():
        _tell(day, CHANGED, PlaceDeed.CHANGED, by, now)
    return day


def _tell(day: PracticeDay, notice: str, deed: PlaceDeed, by: User | None, now: datetime) -> None:
    """Everybody who is invited and has not said no."""
    places = PracticePlace.objects.kept().filter(day=day).exclude(answer=PracticePlace.Answer.NO)
    for place in places.select_related("person"):
        if by is not None:
            note(place, actor=by, deed=deed, owner_id=place.person_id, now=now)
        notify(place.person, notice, about=day.pk, now=now, once=str(day.version))


@transaction.atomic
def invite(*, day: PracticeDay, people: Iterable[User], by: User, now: datetime) -> list[PracticePlace]:
    """Facilitators of the programme. Inviting somebody twice is once; whoever was taken off comes back."""
    day = locked(day)
    _refuse_stranger(by, day.programme, now)
    if day.state != DayState.PLANNED:
        raise Refusal(IS_OVER)
    chosen = {person.pk: person for person in people}
    if not chosen:
        raise Refusal(_("Choose who to invite."))
    may_come = set(queries.candidates(day, now).filter(pk__in=chosen).values_list("pk", flat=True))
    return [_invited(day, chosen[pk], by, now) for pk in sorted(may_come)]


def _invited(day: PracticeDay, person: User, by: User, now: datetime) -> PracticePlace:
    place, created = PracticePlace.objects.get_or_create(
        day=day, person=person, defaults={"invited_at": now, "invited_by": by}
    )
    if not created:
        place.withdrawn_at, place.answer, place.answered_at = None, "", None
        place.save(update_fields=["withdrawn_at", "answer", "answered_at"])
    note(place, actor=by, deed=PlaceDeed.INVITED, owner_id=person.pk, now=now)
    notify(person, INVITED, about=day.pk, now=now, once="" if created else str(now))
    return place


def _own_place(day: PracticeDay, person: User) -> PracticePlace:
    place = PracticePlace.objects.kept().select_related("text", "day", "person").filter(day=day, person=person).first()
    if place is None:
        raise Refusal(_("You are no longer invited to this day. Ask a trainer."))
    return place


@transaction.atomic
def answer_invitation(*, day: PracticeDay, by: User, answer: str, now: datetime) -> PracticePlace:
    """They come, they do not, or they cannot on that day. It may be changed until the day begins. Twice is once."""
    day = locked(day)
    place = _own_place(day, by)
    if answer not in PracticePlace.Answer.values:
        raise Refusal(_("Choose whether you are coming."))
    if place.answer == answer:
        return place
    if day.state != DayState.PLANNED or day.has_begun(now):
        raise Refusal(_("This day has begun or is over, so your answer can no longer be changed. Tell a trainer."))
    if answer == PracticePlace.Answer.YES:
        _refuse_full(day)
    place.answer, place.answered_at = answer, now
    place.save(update_fields=["answer", "answered_at"])
    return place


def _refuse_full(day: PracticeDay) -> None:
    coming = PracticePlace.objects.kept().filter(day=day, answer=PracticePlace.Answer.YES).count()
    if coming >= day.capacity:
        raise Refusal(
            _("All places on this day are taken. Choose “I cannot come on that day”: a trainer will offer you another.")
        )


@transaction.atomic
def ask_for_adjustments(*, day: PracticeDay, by: User, now: datetime) -> PracticePlace:
    """What they wrote is open to the day's trainers from now on, and they are told that something waits."""
    place = _own_place(locked(day), by)
    if not permissions.can_ask(by, place):
        raise Refusal(IS_OVER)
    if not open_sealed(place, viewer=by, now=now).get("adjustments", "").strip():
        raise Refusal(_("Write what would help you, then send it."))
    if place.asked_at is None:
        place.asked_at = now
        place.save(update_fields=["asked_at"])
    for trainer in day.trainers.select_related("person"):
        notify(trainer.person, ASKED, about=place.pk, now=now, once=str(place.text.version if place.text else 0))
    return place


@transaction.atomic
def cancel_day(*, day: PracticeDay, by: User | None, reason: str, now: datetime) -> PracticeDay:
    """Call a planned day off; everybody who is invited is told. Twice is once. `by` is None where an ending does it."""
    day = locked(day)
    if by is not None:
        _refuse_stranger(by, day.programme, now)
    if day.state == DayState.CANCELLED:
        return day
    DAY_MOVES.check(day.state, DayState.CANCELLED)
    if reason not in (CHOSEN_REASONS if by else CancelReason):
        raise Refusal(_("Choose why the day is cancelled."))
    _tell(day, CANCELLED, PlaceDeed.CANCELLED, by, now)
    day.state, day.cancel_reason = DayState.CANCELLED, reason
    day.save(update_fields=["state", "cancel_reason", *day.changed_in_calendars(now)])
    return day


@transaction.atomic
def take_off(*, place: PracticePlace, now: datetime) -> None:
    """They are not invited any more: what they asked for goes with it. Twice is once."""
    place = PracticePlace.objects.select_for_update(of=("self",)).select_related("text").get(pk=place.pk)
    if place.withdrawn_at is not None:
        return
    place.withdrawn_at = now
    place.save(update_fields=["withdrawn_at"])
    destroy(place, because="no longer invited to the practice day", now=now)


@transaction.atomic
def hand_day(*, day: PracticeDay, gone: User, to: User | None) -> None:
    """`to` runs it in the place of `gone`; None where others who run it stay. Twice is once."""
    day = locked(day)
    day.trainers.filter(person=gone).delete()
    if to is not None:
        DayTrainer.objects.get_or_create(day=day, person=to)


def forget_adjustments(now: datetime) -> int:
    """Destroy what was asked for at days that are over for as long as `ADJUSTMENTS_KEPT`. Returns how many texts."""
    last = local_day(now) - ADJUSTMENTS_KEPT
    places = PracticePlace.objects.filter(
        day__local_date__lt=last, text__isnull=False, text__destroyed_at=None
    ).select_related("text")
    for place in places:
        destroy(place, because="four weeks after the practice day", now=now)
    return len(places)
