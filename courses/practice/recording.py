"""What a trainer records of each person, what is corrected by adding to it, and what the person says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from courses.practice import permissions
from courses.practice.deeds import PlaceDeed
from courses.practice.models import (
    DAY_MOVES,
    DayState,
    PracticeDay,
    PracticeObjection,
    PracticePlace,
    PracticeRecord,
    Taken,
)
from courses.practice.services import ONLY_TRAINERS, locked
from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.templatetags.holdfast import wall_time
from people.models import User

RECORDED, OBJECTED = "practice_recorded", "practice_objected"
NOT_YOURSELF = gettext_lazy("Another trainer records your own practice day.")


@dataclass(frozen=True)
class Line:
    """What is recorded of one person: no grade."""

    came: bool
    question: str = ""
    roles: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        """The fields of a record, in one order whatever order was ticked; of who was not there, nothing more."""
        roles = [key for key in Taken.values if key in self.roles] if self.came else []
        return {"came": self.came, "question": self.question if self.came else "", "roles": roles}


class RecordedAlready(Refusal):
    """Another trainer recorded the day first. Their record stays; what was chosen now can be added as corrections."""

    def __init__(self, day: PracticeDay) -> None:
        self.day = day
        super().__init__(
            _("%(who)s recorded this day at %(at)s. Nothing of yours was saved: add what is different as a correction.")
            % {"who": day.recorded_by.name if day.recorded_by else "", "at": wall_time(day.recorded_at)}
        )


@transaction.atomic
def record_day(*, day: PracticeDay, lines: Mapping[UUID, Line], by: User, now: datetime) -> PracticeDay:
    """The first line about everybody who is invited, by the key of their place. The same twice is once.

    Raises RecordedAlready where another record is there, and Refusal for a day that has not begun.
    """
    day = locked(day)
    places = list(PracticePlace.objects.kept().filter(day=day).select_related("person").order_by("pk"))
    if day.state == DayState.HELD:
        _refuse_another(day, places, lines)
        return day
    DAY_MOVES.check(day.state, DayState.HELD)
    _refuse_recording(day, places, lines, by, now)
    for place in places:
        _add(place, lines[place.pk], reason="", by=by, now=now)
        note(place, actor=by, deed=PlaceDeed.RECORDED, owner_id=place.person_id, now=now)
        notify(place.person, RECORDED, about=day.pk, now=now)
    day.state, day.recorded_at, day.recorded_by = DayState.HELD, now, by
    day.save(update_fields=["state", "recorded_at", "recorded_by"])
    return day


def _refuse_another(day: PracticeDay, places: Sequence[PracticePlace], lines: Mapping[UUID, Line]) -> None:
    first = {record.place_id: record for record in PracticeRecord.objects.filter(place__in=places, number=1)}
    same = all(place.pk in lines and _says(first.get(place.pk), lines[place.pk]) for place in places)
    if not same:
        raise RecordedAlready(day)


def _says(record: PracticeRecord | None, line: Line) -> bool:
    return record is not None and all(getattr(record, name) == value for name, value in line.facts.items())


def _refuse_recording(
    day: PracticeDay, places: Sequence[PracticePlace], lines: Mapping[UUID, Line], by: User, now: datetime
) -> None:
    if not permissions.trains(by, day.programme, now):
        raise Refusal(ONLY_TRAINERS)
    if not day.has_begun(now):
        raise Refusal(_("This day has not begun. Record it once you have met."))
    if by.pk in {place.person_id for place in places}:
        raise Refusal(NOT_YOURSELF)
    if missing := [place.person.name for place in places if place.pk not in lines]:
        raise Refusal(_("Choose for everyone whether they came. Missing: %(who)s.") % {"who": ", ".join(missing)})
    if not any(line.came for line in lines.values()):
        raise Refusal(_("If no one came, cancel the day instead."))


def _add(place: PracticePlace, line: Line, *, reason: str, by: User, now: datetime) -> PracticeRecord:
    last = place.records.aggregate(last=Max("number"))["last"] or 0
    record = PracticeRecord(place=place, number=last + 1, reason=reason, by=by, at=now, **line.facts)
    record.clean_fields(exclude=["place", "by"])
    record.save(force_insert=True)
    return record


@transaction.atomic
def correct_record(*, place: PracticePlace, line: Line, reason: str, by: User, now: datetime) -> PracticeRecord:
    """Add a line: from now on it is what counts. The earlier ones stay. Saying what is said already is once."""
    day = locked(place.day)
    if not permissions.trains(by, day.programme, now):
        raise Refusal(ONLY_TRAINERS)
    if day.state != DayState.HELD:
        raise Refusal(_("This day is not recorded yet."))
    if place.person_id == by.pk:
        raise Refusal(NOT_YOURSELF)
    last = place.records.order_by("number").last()
    if last is not None and _says(last, line):
        return last
    if reason not in PracticeRecord.Reason.values or not reason:
        raise Refusal(_("Choose why you are correcting it."))
    record = _add(place, line, reason=reason, by=by, now=now)
    note(place, actor=by, deed=PlaceDeed.CORRECTED, owner_id=place.person_id, now=now)
    notify(place.person, RECORDED, about=day.pk, now=now, once=str(record.pk))
    return record


@transaction.atomic
def object_to_record(*, record: PracticeRecord, by: User, what: str, now: datetime) -> PracticeObjection:
    """ "This is not right": kept beside the line, and the trainer who wrote it is told. Twice is once."""
    locked(record.place.day)
    if record.place.person_id != by.pk:
        raise Refusal(_("You can only say this about your own record."))
    standing = PracticeObjection.objects.filter(record=record).first()
    if standing:
        return standing
    if what not in PracticeObjection.What.values:
        raise Refusal(_("Choose what is not right."))
    objection = PracticeObjection.objects.create(record=record, what=what, at=now)
    notify(record.by, OBJECTED, about=record.pk, now=now)
    return objection
