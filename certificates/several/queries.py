"""Who is ready for a certificate, with what stands in the way of issuing it together with others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from certificates.facts import months_after
from certificates.glyphs import refused_name
from certificates.items import State
from certificates.models import Award, Status
from certificates.queries import facilitators_of
from certificates.readiness import Row, rows_on_page
from certificates.several.services import Chosen
from certificates.states import with_state
from foundation.days import local_day
from foundation.ids import as_uuid
from people.models import Appointment, User
from people.searching import named


@dataclass(frozen=True)
class Line:
    """One certificate that could be issued; `why_not` says why it is not offered here."""

    row: Row
    award: Award
    expires_on: date
    why_not: str

    @property
    def key(self) -> str:
        return key_of(self.row.standing.appointment, self.award)


def key_of(appointment: Appointment, award: Award) -> str:
    """As a box on the page names a certificate."""
    return f"{appointment.pk}/{award.slug}"


def ready(user: User, sought: str, now: datetime) -> Any:
    """Authorised facilitators of the programmes that `user` coordinates who have all that their next award takes."""
    found = with_state(facilitators_of(user, now), now).filter(state=State.READY, authorised=True)
    if sought:
        found = found.filter(named(sought, "person__"))
    return found.order_by("programme__name", "person__sort_name", "person", "pk")


def lines_of(appointments: Collection[Appointment], viewer: User, now: datetime) -> list[Line]:
    """Of those on one page. As many queries for thirty as for one."""
    rows = rows_on_page(appointments, viewer=viewer, now=now)
    return [_line(row, viewer, now) for row in rows if row.award and row.state == State.READY]


def _line(row: Row, viewer: User, now: datetime) -> Line:
    assert row.award
    award = row.award.award
    expires_on = months_after(local_day(now, row.programme.zone), award.valid_months)
    return Line(row, award, expires_on, why_not(row, viewer))


def why_not(row: Row, viewer: User) -> str:
    """What the verb would refuse, and what asks for a talk first. Empty where nothing does."""
    if row.person == viewer:
        return _("You cannot issue your own certificate. Ask another coordinator of the programme.")
    if row.award and row.award.status == Status.REVOKED:
        return _("Their last certificate was revoked. Issue this one from its own page.")
    return refused_name(row.person.full_name)


def chosen_by(keys: Collection[str], user: User, now: datetime) -> list[Chosen]:
    """The certificates that boxes name, of those that are `user`'s to issue; whatever else is sent is none."""
    asked = {key for key in keys if _appointment_in(key)}
    found = facilitators_of(user, now).filter(pk__in=[_appointment_in(key) for key in asked])
    appointments = found.select_related("person", "programme").order_by("person__sort_name", "person", "pk")
    awards = Award.objects.filter(programme__in={row.programme_id for row in appointments}).select_related("programme")
    revoked = {line.key for line in lines_of(appointments, user, now) if line.row.award.status == Status.REVOKED}  # type: ignore[union-attr]
    return [
        Chosen(key, row.person, award, revoked=key in revoked)
        for row in appointments
        for award in awards
        if award.programme_id == row.programme_id and (key := key_of(row, award)) in asked
    ]


def _appointment_in(key: str) -> UUID | None:
    return as_uuid(key.partition("/")[0])
