"""Writing the register: each fact is added behind the one before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import IllegalMove, Refusal
from groups.models import Facilitation, PeerGroup
from groups.protected_time.models import DIRECTOR, MOVES, Form, ProtectedTime, Standing
from people.models import Appointment, Programme, Role, User
from people.queries import holds_role

NOTICE = "protected_time"


@dataclass(frozen=True)
class TimeFact:
    """What somebody writes of it, before it is a fact of the register."""

    standing: Standing
    form: Form
    starts_on: date
    ends_on: date | None
    director: User | None = None
    with_whom: str = ""
    slot: str = ""
    covered_by: str = ""
    evidence: str = ""
    next_step: str = ""
    next_by: date | None = None

    @classmethod
    def of(cls, fact: ProtectedTime) -> "TimeFact":
        """What stands in the register."""
        return cls(**{name: getattr(fact, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def open_matter(
    *, programme: Programme, group: PeerGroup | None, by: User, said: TimeFact, now: datetime
) -> ProtectedTime:
    """The first fact of a matter: it was asked for, or had been agreed already. A coordinator's."""
    if not holds_role(by, Role.COORDINATOR, now=now, programme_id=programme.pk):
        raise Refusal(_("Only a coordinator of the programme can do this. Ask one of them."))
    if said.standing not in (Standing.ASKED, Standing.AGREED):
        raise Refusal(_("Begin with what was asked or agreed."))
    fact = _add(programme=programme, group=group, matter=uuid4(), number=1, by=by, said=said, now=now)
    _tell_director(fact, by, now)
    return fact


@transaction.atomic
def add_fact(*, to: ProtectedTime, by: User, said: TimeFact, now: datetime) -> ProtectedTime:
    """The next fact of a matter. `to` is the last one that the writer saw; raises IllegalMove if there is a newer."""
    Programme.objects.select_for_update(no_key=True).get(pk=to.programme_id)
    last = ProtectedTime.objects.filter(matter=to.matter).order_by("-number").select_related("group", "programme")[0]
    if last.pk != to.pk:
        raise IllegalMove(last.standing, said.standing)
    MOVES.check(last.standing, said.standing)
    _refuse_unless_theirs(by, last.programme_id, said.standing, now)
    _refuse_to_rewrite_days_gone_by(said, local_day(now, last.programme.zone))
    fact = _add(
        programme=last.programme,
        group=last.group,
        matter=last.matter,
        number=last.number + 1,
        by=by,
        said=said,
        now=now,
    )
    _tell(fact, by, now)
    return fact


def _refuse_unless_theirs(by: User, programme: UUID, standing: Standing, now: datetime) -> None:
    """Coordinators record everything; a director answers, and does not ask."""
    roles = [Role.COORDINATOR] if standing == Standing.ASKED else [Role.COORDINATOR, DIRECTOR]
    if not holds_role(by, *roles, now=now, programme_id=programme):
        raise Refusal(_("Only a coordinator or a training programme director of the programme can do this."))


def _refuse_to_rewrite_days_gone_by(said: TimeFact, today: date) -> None:
    """What was agreed for a day was true on that day, for the sessions of then and for the figures."""
    if said.standing == Standing.WITHDRAWN and said.starts_on < today:
        raise Refusal(_("Choose today or a later day: what was agreed for the days before stays."))


def _add(
    *,
    programme: Programme,
    group: PeerGroup | None,
    matter: UUID,
    number: int,
    by: User,
    said: TimeFact,
    now: datetime,
) -> ProtectedTime:
    _refuse_stranger(said.director, programme, now)
    return ProtectedTime.objects.create(
        programme=programme, group=group, matter=matter, number=number, by=by, at=now, **vars(said)
    )


def _refuse_stranger(director: User | None, programme: Programme, now: datetime) -> None:
    if director and not holds_role(director, DIRECTOR, now=now, programme_id=programme.pk):
        raise Refusal(_("Choose a training programme director of this programme, or type a name."))


def _tell(fact: ProtectedTime, by: User, now: datetime) -> None:
    """The other side; and the pair, when time that they had is taken away."""
    if holds_role(by, Role.COORDINATOR, now=now, programme_id=fact.programme_id):
        _tell_director(fact, by, now)
    else:
        for coordinator in _coordinators(fact.programme_id, now):
            _tell_one(coordinator, fact, now)
    if fact.standing == Standing.WITHDRAWN and fact.group_id:
        for place in Facilitation.objects.current(now).filter(group=fact.group_id).select_related("person"):
            notify(place.person, f"{NOTICE}_withdrawn", about=fact.pk, now=now)


def _tell_director(fact: ProtectedTime, by: User, now: datetime) -> None:
    if fact.director and fact.director != by:
        _tell_one(fact.director, fact, now)


def _tell_one(person: User, fact: ProtectedTime, now: datetime) -> None:
    notify(person, NOTICE, about=fact.pk, now=now)


def _coordinators(programme: UUID, now: datetime) -> list[User]:
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=programme)
    return list(User.objects.filter(pk__in=posts.values("person")).order_by("pk"))
