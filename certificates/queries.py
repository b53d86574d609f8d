"""What people still lack and what they hold. One loader serves one person and a whole board, so both say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from certificates.counting import count_of, counted_since, with_counts
from certificates.items import Item, State, Supervision, authorisation_list, award_item, state_of
from certificates.models import Award, AwardRule, Certificate, Status
from courses.practice.standing import standings_of as practice_of
from courses.progress.queries import ModuleStanding, gating_standings
from foundation.dated import holds_at
from foundation.days import local_day
from people.models import Appointment, Authorisation, Programme, Role, SupervisionAssignment, User

# A renewal can be issued this long before the old certificate ends, so that nobody has to lapse first.
RENEWAL_OPENS = timedelta(days=90)

Key = tuple[UUID, UUID]


@dataclass(frozen=True)
class AwardStanding:
    """One award and one person: the items, and the certificate they hold or held last."""

    award: Award
    items: list[Item]
    begun: bool
    certificate: Certificate | None
    status: Status | None
    # A valid certificate whose renewal is not open yet: nothing is asked of anybody.
    in_hand: bool
    # What was done up to this day counted for an earlier certificate.
    counted_until: date | None

    @property
    def renews_from(self) -> date | None:
        return self.certificate.expires_on - RENEWAL_OPENS if self.certificate else None

    @property
    def state(self) -> State:
        return State.NOTHING_DUE if self.in_hand else state_of(self.items, begun=self.begun)


@dataclass(frozen=True)
class Standing:
    """One facilitator in one programme."""

    appointment: Appointment
    authorised_on: date | None
    authorisation: list[Item]
    modules_begun: bool
    awards: list[AwardStanding]

    @property
    def person(self) -> User:
        return self.appointment.person

    @property
    def programme(self) -> Programme:
        return self.appointment.programme

    @property
    def next_award(self) -> AwardStanding | None:
        """The first award that still asks for something, else the first that is held."""
        open_ones = [standing for standing in self.awards if not standing.in_hand]
        return next(iter(open_ones or self.awards), None)


def facilitators(now: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.current(now).filter(role=Role.FACILITATOR)


def facilitators_of(coordinator: User, now: datetime) -> QuerySet[Appointment]:
    """The current facilitators of the programmes that `coordinator` coordinates."""
    coordinated = Appointment.objects.current(now).filter(person=coordinator, role=Role.COORDINATOR)
    return facilitators(now).filter(programme__in=coordinated.values("programme"))


def standing_of(person: User, programme: Programme, now: datetime) -> Standing | None:
    """How `person` stands in `programme`; None for somebody who does not facilitate there at `now`."""
    return next(iter(standings(facilitators(now).filter(person=person, programme=programme), now)), None)


def standings(
    appointments: QuerySet[Appointment], now: datetime, *, modules: bool = True, awards: bool = True
) -> list[Standing]:
    """How each of these facilitators stands. A constant number of queries, whatever their number.

    `modules=False` leaves `authorisation` empty for those who have it: fewer queries for a screen of one person.
    `awards=False` leaves out all that is about awards.
    """
    rules = rules_of(appointments) if awards else []
    certificates = _last_certificates(appointments) if rules else {}
    counted = with_counts(appointments, rules, now, certified={award_id for _person, award_id in certificates})
    rows = list(_with_supervision(_with_authorisation(counted, now), now))
    loaded = _Loaded(rows, rules, certificates, now, modules=modules)
    return [loaded.standing(row) for row in _once_each(rows)]


def rules_of(appointments: QuerySet[Appointment]) -> list[AwardRule]:
    """Those of the awards of their programmes, each award's together."""
    programmes = appointments.order_by().values("programme")
    rules = AwardRule.objects.filter(award__programme__in=programmes).select_related("award__programme")
    return list(rules.order_by("award__name", "position", "pk"))


def _once_each(rows: Iterable[Appointment]) -> list[Appointment]:
    return list({(row.person_id, row.programme_id): row for row in rows}.values())


class _Loaded:
    """Everything about some facilitators, by person and programme."""

    def __init__(
        self,
        rows: Sequence[Appointment],
        rules: list[AwardRule],
        certificates: dict[Key, Certificate],
        now: datetime,
        *,
        modules: bool,
    ) -> None:
        self.rules, self.certificates = rules, certificates
        self.now, self.all_modules = now, modules
        asked = {row.person_id for row in rows if self.asks_for_modules(row)}
        self.modules: dict[UUID, list[ModuleStanding]] = gating_standings(asked, local_day(now)) if asked else {}
        programmes = {row.programme_id for row in rows if row.person_id in asked}
        self.practice = practice_of(asked, programmes, now) if asked else None

    def asks_for_modules(self, row: Appointment) -> bool:
        return self.all_modules or _authorised_on(row) is None

    def standing(self, row: Appointment) -> Standing:
        asked, modules = self.asks_for_modules(row), self.modules.get(row.person_id, [])
        return Standing(
            appointment=row,
            authorised_on=_authorised_on(row),
            authorisation=self._authorisation(row, modules) if asked else [],
            modules_begun=any(module.steps_done for module in modules),
            awards=[self._award(row, award, rules) for award, rules in self._awards(row.programme_id)],
        )

    def _authorisation(self, row: Appointment, modules: list[ModuleStanding]) -> list[Item]:
        assert self.practice is not None  # loaded for all of whom it is asked
        practice = self.practice.of(row.person_id, row.programme_id)
        return authorisation_list(row.person, modules, practice, _supervision(row))

    def _awards(self, programme_id: UUID) -> list[tuple[Award, list[AwardRule]]]:
        grouped: dict[UUID, tuple[Award, list[AwardRule]]] = {}
        for rule in self.rules:
            if rule.award.programme_id == programme_id:
                grouped.setdefault(rule.award_id, (rule.award, []))[1].append(rule)
        return list(grouped.values())

    def _award(self, row: Appointment, award: Award, rules: list[AwardRule]) -> AwardStanding:
        certificate = self.certificates.get((row.person_id, award.pk))
        today = local_day(self.now, row.programme.zone)
        status = certificate.status(today) if certificate else None
        counts = [(rule, count_of(row, rule)) for rule in rules]
        counted_until = counted_since(row, award) if certificate else None
        items = [
            award_item(
                rule,
                count,
                person=row.person,
                authorised_on=_authorised_on(row),
                supervision=_supervision(row),
                renewed_since=counted_until,
            )
            for rule, count in counts
        ]
        return AwardStanding(
            award=award,
            items=items,
            begun=any(count for _, count in counts),
            certificate=certificate,
            status=status,
            in_hand=holds(certificate, status, today),
            counted_until=counted_until,
        )


def holds(certificate: Certificate | None, status: Status | None, today: date) -> bool:
    """Whether the certificate is valid and its renewal not yet open."""
    return certificate is not None and status == Status.VALID and today < certificate.expires_on - RENEWAL_OPENS


def _with_authorisation(appointments: QuerySet[Appointment], now: datetime) -> QuerySet[Appointment]:
    authorisations = Authorisation.objects.current(now).filter(
        person=OuterRef("person"), programme=OuterRef("programme")
    )
    return appointments.annotate(authorised_at=Subquery(authorisations.values("starts_at")[:1]))


def _authorised_on(row: Appointment) -> date | None:
    at: datetime | None = row.authorised_at  # type: ignore[attr-defined]
    return local_day(at, row.programme.zone) if at else None


def _with_supervision(appointments: QuerySet[Appointment], now: datetime) -> QuerySet[Appointment]:
    """Each with `supervision`, the assignment that holds now in the same programme, and the state of its agreement."""
    path = "person__supervised_by__"
    current = Q(**{f"{path}programme": F("programme")}) & holds_at(now, path)
    joined = appointments.annotate(
        supervision=FilteredRelation("person__supervised_by", condition=current),
        agreement_id=F("supervision__agreement"),
        agreement_at=F("supervision__agreement__acknowledged_at"),
    )
    related = ("person", "programme__region", "supervision__supervisor")
    return joined.select_related(*related)


def _supervision(row: Appointment) -> Supervision | None:
    # Django leaves the attribute out where nothing was joined.
    assignment: SupervisionAssignment | None = getattr(row, "supervision", None)
    if assignment is None:
        return None
    at: datetime | None = row.agreement_at  # type: ignore[attr-defined]
    return Supervision(
        supervisor=assignment.supervisor,
        agreement_id=row.agreement_id,  # type: ignore[attr-defined]
        acknowledged_on=local_day(at, row.programme.zone) if at else None,
    )


def _last_certificates(appointments: QuerySet[Appointment]) -> dict[Key, Certificate]:
    """The newest of each award, of these people."""
    certificates = Certificate.objects.filter(person__in=appointments.order_by().values("person"))
    rows = certificates.with_standing().order_by("cycle")
    return {(row.person_id, row.award_id): row for row in rows}
