"""A programme of any size, written straight into the tables: the tests' people, and as many others as are asked for.

What one person has is the same at any size: 50 logs, a supervisor with some twenty facilitators. Only how many
people there are differs, so whatever takes longer in the larger one grows with the programme.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench.practice import Practice
from bench.rows import batched, day_ago, insert, sealed
from certificates.models import Award, Certificate, CertificateEvent, NumberSeries
from certificates.services import ensure_award
from confidential import triggers
from courses.models import CoursePage, ModulePage, StepPage
from courses.progress.models import ModuleCompletion, StepCompletion
from delivery.models import Effect
from groups.health.services import count_sessions, look_through
from groups.models import Facilitation, PeerGroup
from pages.models import HomePage
from people.models import (
    Appointment,
    Authorisation,
    Invitation,
    Membership,
    Programme,
    Role,
    Specialty,
    SupervisionAssignment,
    User,
)
from supervision.models import (
    Concern,
    SupervisionAgreement,
)
from tests.courses.world import publish_signed
from tests.people import Cast, make_cast

SUPERVISED_BY_ONE = 20


@dataclass(frozen=True)
class Size:
    """Facilitators are in pairs, so there are half as many groups; each group held 50 sessions a person."""

    name: str
    facilitators: int

    @property
    def groups(self) -> int:
        return self.facilitators // 2


SMALL, LARGE = Size("small", 20), Size("large", 2_000)
# As many groups as stand on a page of their board.
TWENTY = Size("twenty", 40)


def the_cast(now: datetime) -> Cast:
    """The tests' people, as they stand in a programme that was built earlier."""
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@example.org")}
    programmes = {programme.slug: programme for programme in Programme.objects.all()}
    groups = {
        group.code_name.lower(): group for group in PeerGroup.objects.filter(code_name__in=["Alder", "Birch", "Cedar"])
    }
    return Cast(now=now, thames=programmes["thames"], dales=programmes["dales"], **groups, **people)


def build(size: Size) -> None:
    """Fill an empty, migrated database. The guards of append-only tables are set aside meanwhile."""
    now = timezone.now()
    triggers.remove()
    with transaction.atomic():
        Building(make_cast(now), size, now).run()
    triggers.install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Building:
    """One programme while it is built, table by table."""

    def __init__(self, cast: Cast, size: Size, now: datetime) -> None:
        self.cast, self.size, self.now = cast, size, now
        self.chance = random.Random(size.name)
        self.began = now - timedelta(days=364)
        self.supervisor_of: dict[Any, User] = {}
        self.pairs: list[tuple[PeerGroup, tuple[User, ...]]] = []

    def run(self) -> None:
        self.people()
        self.groups()
        self.courses()
        self.certificates()
        practice = Practice(self.cast.thames, self.supervisor_of, self.began, self.now, self.chance)
        for group, pair in self.pairs:
            practice.of(group, pair)
        look_through(self.now)
        count_sessions(self.now)
        self.requests()

    # People ----------------------------------------------------------------------------------------------------------

    def people(self) -> None:
        cast, known = self.cast, 3
        self.facilitators = [cast.anna, cast.ben, *self.new("Fay", self.size.facilitators - known), cast.farah]
        supervisors = [cast.sam, *self.new("Sid", (self.size.facilitators - 1) // SUPERVISED_BY_ONE)]
        self.hold(Role.FACILITATOR, self.facilitators[2:-1])
        self.hold(Role.SUPERVISOR, supervisors[1:])
        self.belong(self.facilitators[2:-1])
        for number, person in enumerate(self.facilitators[:-1]):
            self.supervisor_of[person.pk] = supervisors[number // SUPERVISED_BY_ONE]
        insert(
            SupervisionAssignment(
                programme=cast.thames,
                facilitator=person,
                supervisor=self.supervisor_of[person.pk],
                starts_at=self.began,
            )
            for person in self.facilitators[2:-1]
        )
        self.supervisor_of[cast.farah.pk] = cast.stella
        self.agree()

    def new(self, first: str, count: int) -> list[User]:
        people = [
            User(email=f"{first.lower()}{number}@example.net", first_name=first, last_name=f"Number {number:04}")
            for number in range(count)
        ]
        for person in people:
            person.key_names()
        insert(people)
        return people

    def hold(self, role: Role, people: list[User]) -> None:
        insert(
            Appointment(person=person, role=role, programme=self.cast.thames, starts_at=self.began) for person in people
        )

    def belong(self, people: list[User]) -> None:
        specialties = list(Specialty.objects.all())
        region = self.cast.thames.region
        insert(
            Membership(person=person, specialty=self.chance.choice(specialties), region=region, starts_at=self.began)
            for person in people
        )
        # One in twenty still waits to be authorised.
        insert(
            Authorisation(programme=self.cast.thames, person=person, confirmed_by=self.cast.cora, starts_at=self.began)
            for number, person in enumerate(people)
            if number % 20
        )

    def agree(self) -> None:
        held = SupervisionAssignment.objects.filter(programme=self.cast.thames, ends_at=None)
        # Those of the tests' own people are left to the records behind each screen.
        insert(
            SupervisionAgreement(assignment=assignment, wording="1", offered_at=self.began, acknowledged_at=self.began)
            for assignment in held.filter(facilitator__email__endswith="@example.net")
        )

    def groups(self) -> None:
        cast = self.cast
        paired = self.facilitators[2:-1]
        pairs = [tuple(pair) for pair in batched(paired, 2)]
        specialties = list(Specialty.objects.all())
        groups = [
            PeerGroup(
                programme=cast.thames,
                code_name=f"Group {number:04}",
                specialty=self.chance.choice(specialties),
                state=PeerGroup.State.RUNNING,
            )
            for number in range(len(pairs))
        ]
        insert(groups)
        insert(
            Facilitation(group=group, person=person, place=place, starts_at=self.began)
            for group, pair in zip(groups, pairs, strict=True)
            for place, person in enumerate(pair, start=1)
        )
        self.pairs = [
            (cast.alder, (cast.anna, cast.ben)),
            (cast.birch, (cast.farah,)),
            *zip(groups, pairs, strict=True),
        ]

    # Learning --------------------------------------------------------------------------------------------------------

    def courses(self) -> None:
        """A course with a module that gates authorisation, which everybody has finished."""
        course = HomePage.objects.get().add_child(
            instance=CoursePage(title="Holding a group", slug="holding", summary="-")
        )
        facts = {"title": "Beginning", "slug": "beginning", "summary": "-", "gates_authorisation": True}
        module = course.add_child(instance=ModulePage(live=False, **facts))
        steps = [
            module.add_child(instance=StepPage(title=f"Step {number}", slug=f"step-{number}", minutes=4, body=[]))
            for number in range(8)
        ]
        publish_signed(module)
        insert(
            StepCompletion(step_id=step.translation_key, person=person, content_version=1, completed_at=self.began)
            for person in self.facilitators
            for step in steps
        )
        insert(
            ModuleCompletion(
                module_key=module.translation_key,
                module_title=module.title,
                person=person,
                completed_at=self.began,
            )
            for person in self.facilitators
        )

    def certificates(self) -> None:
        """Those who are authorised hold one; one in twenty waits for it."""
        award = ensure_award(self.cast.thames)
        holders = [person for number, person in enumerate(self.facilitators[2:-1]) if number % 20 > 1]
        certificates = [self.certificate(award, person, number) for number, person in enumerate(holders, start=1)]
        insert(certificates)
        insert(
            CertificateEvent(certificate=item, kind="issued", at=item.issued_at, by=item.issued_by)
            for item in certificates
        )
        NumberSeries.objects.create(programme=self.cast.thames, last=len(holders))

    def certificate(self, award: Award, person: User, number: int) -> Certificate:
        return Certificate(
            programme=award.programme,
            award=award,
            person=person,
            number=number,
            code=uuid4().hex[:16],
            code_digest=uuid4().hex * 2,
            facts={"name": person.full_name, "number": f"TH-{number:06}", "award": award.name},
            issued_by=self.cast.cora,
            issued_at=self.now - timedelta(days=100),
            issued_on=day_ago(self.now, 100),
            expires_on=day_ago(self.now, -600),
        )

    # What is asked ---------------------------------------------------------------------------------------------------

    def requests(self) -> None:
        """Invitations, closed concerns, mail that has left: one for each facilitator, or for some of them."""
        cast, asked = self.cast, self.facilitators[2:-1]
        insert(
            Invitation(
                programme=cast.thames,
                email=f"invited{number}@example.net",
                name=f"Ivy Number {number:04}",
                role=Role.FACILITATOR,
                invited_by=cast.cora,
                created_at=self.began,
                sent_at=self.now,
                expires_at=self.now + timedelta(days=14 if number % 2 else -1),
                digest=uuid4().hex,
                withdrawn_at=None if number % 3 else self.now,
            )
            for number, _person in enumerate(asked)
        )
        insert(self.concerns(asked[::10]))
        insert(
            Effect(
                key=uuid4().hex,
                kind="notice",
                object_id=person.pk,
                recipient=person,
                state="done",
                created_at=self.began,
                next_at=self.began,
                done_at=self.began,
            )
            for person in asked
            for _ in range(10)
        )

    def concerns(self, people: list[User]) -> list[Concern]:
        concerns = [
            Concern(
                programme=self.cast.thames,
                raised_by=person,
                raised_at=self.began,
                written_at=self.began,
                category="participant",
                urgency="next",
                supervisor=self.supervisor_of[person.pk],
                state="closed",
                due_at=self.began,
                acknowledged_at=self.began,
                acknowledged_by=self.supervisor_of[person.pk],
                plan_agreed_at=self.began,
                closed_at=self.began,
                outcome="resolved",
            )
            for person in people
        ]
        insert(sealed(concerns, self.now, frozen=True))
        return concerns
