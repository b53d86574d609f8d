"""The cast. Every test speaks of these people; each stands differently to Anna's records.

Anna Okoye      facilitator, pair of group Alder with Ben           ("owner")
Ben Walsh       the other facilitator of Alder                      ("partner")
Farah Aziz      facilitator of the same programme, group Birch      ("peer")
Sam Reyes       consultant psychiatrist, supervises Anna and Ben    ("reader")
Stella Moore    supervises Farah, same programme                    ("supervisor")
Grace Hill      supervised Anna until yesterday                     ("former_supervisor")
Clara Voss      supervisor there, covers for Sam now                ("cover")
Carl Brandt     supervisor there, covered for Sam until yesterday   ("former_cover")
Tess Marlow     trainer of the programme                            ("trainer")
Cora Lind       coordinator of the programme                        ("coordinator")
Gwen Hart       governance lead of the programme                    ("governance")
Dora Finch      deputy of the governance lead                       ("deputy")
Tara Quinn      training programme director of the programme        ("tpd")
Lena Frost      clinical lead                                       ("clinical_lead")
Eddie Park      content editor                                      ("editor")
Olu Bello       facilitator of another programme, group Cedar       ("outsider")
Oscar Stone     supervises Olu there                                ("outside_supervisor")
Odette Marsh    coordinator there                                   ("outside_coordinator")
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from groups.models import Facilitation, PeerGroup
from people.models import (
    Appointment,
    Authorisation,
    CoverWindow,
    Membership,
    Programme,
    ProgrammePlan,
    Region,
    Role,
    Specialty,
    SupervisionAssignment,
    User,
)

PASSWORD = "a long enough passphrase"


@dataclass(frozen=True)
class Cast:
    """Everybody by first name, and the two programmes with their groups."""

    now: datetime
    thames: Programme
    dales: Programme
    alder: PeerGroup
    birch: PeerGroup
    cedar: PeerGroup
    anna: User
    ben: User
    farah: User
    sam: User
    stella: User
    grace: User
    clara: User
    carl: User
    tess: User
    cora: User
    gwen: User
    dora: User
    tara: User
    lena: User
    eddie: User
    olu: User
    oscar: User
    odette: User

    def by_relation(self) -> dict[str, User]:
        return {
            "owner": self.anna,
            "partner": self.ben,
            "peer": self.farah,
            "reader": self.sam,
            "supervisor": self.stella,
            "former_supervisor": self.grace,
            "cover": self.clara,
            "former_cover": self.carl,
            "trainer": self.tess,
            "coordinator": self.cora,
            "governance": self.gwen,
            "deputy": self.dora,
            "tpd": self.tara,
            "clinical_lead": self.lena,
            "editor": self.eddie,
            "outsider": self.olu,
            "outside_supervisor": self.oscar,
            "outside_coordinator": self.odette,
        }


def make_person(name: str) -> User:
    first, last = name.split(" ", 1)
    return User.objects.create_user(f"{first.lower()}@example.org", PASSWORD, first_name=first, last_name=last)


def appoint(person: User, role: Role, programme: Programme, since: datetime) -> None:
    Appointment.objects.create(person=person, role=role, programme=programme, starts_at=since)


def assign(facilitator: User, supervisor: User, programme: Programme, since: datetime, until: datetime | None = None):
    return SupervisionAssignment.objects.create(
        facilitator=facilitator, supervisor=supervisor, programme=programme, starts_at=since, ends_at=until
    )


def stand_in(cover: User, supervisor: User, programme: Programme, since: datetime, until: datetime) -> CoverWindow:
    return CoverWindow.objects.create(
        cover=cover, supervisor=supervisor, programme=programme, starts_at=since, ends_at=until
    )


def authorise(person: User, programme: Programme, by: User, since: datetime) -> Authorisation:
    return Authorisation.objects.create(person=person, programme=programme, confirmed_by=by, starts_at=since)


def fill_plan(programme: Programme, by: User, since: datetime) -> ProgrammePlan:
    """The programme's plan, without which no group begins."""
    return ProgrammePlan.objects.create(
        programme=programme,
        number=1,
        order_of_calls="999. Then the supervisor. Then the governance lead.",
        emergency_contacts="The coordinator holds them, 01632 960111.",
        on_call="The supervisor, day and night.",
        review_on=(since + timedelta(days=730)).date(),
        written_by=by,
        written_at=since,
    )


def make_people(*names: str) -> dict[str, User]:
    """By first name. All at once, because every test begins with it; nobody shares a name."""
    password = make_password(PASSWORD)
    people = {}
    for name in names:
        first, last = name.split(" ", 1)
        person = User(email=f"{first.lower()}@example.org", first_name=first, last_name=last, password=password)
        person.key_names()
        people[first.lower()] = person
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people.values()
    )
    return people


def make_cast(now: datetime) -> Cast:
    """Two programmes, everybody in post for a year, all pairs authorised.

    Grace's assignment and Carl's cover ended yesterday; Clara's cover began then.
    """
    year_ago, yesterday = now - timedelta(days=365), now - timedelta(days=1)
    thames, dales = make_programmes()
    people = make_people(*EVERYBODY)
    people["eddie"].groups.set(Group.objects.filter(name="Content editors"))
    people["lena"].groups.set(Group.objects.filter(name="Clinical leads"))
    Appointment.objects.bulk_create(
        Appointment(person=people[name], role=role, programme=programme, starts_at=year_ago)
        for programme, posts in ((thames, POSTS), (dales, POSTS_ELSEWHERE))
        for role, names in posts.items()
        for name in names
    )
    join_specialties(people, thames, dales, year_ago)
    assign_everybody(people, thames, dales, year_ago, yesterday)
    stand_in(people["carl"], people["sam"], thames, now - timedelta(days=15), yesterday)
    stand_in(people["clara"], people["sam"], thames, yesterday, now + timedelta(days=14))
    for programme, writer in ((thames, people["cora"]), (dales, people["odette"])):
        fill_plan(programme, writer, year_ago)
    groups = make_groups(people, thames, dales, year_ago)
    return Cast(now=now, thames=thames, dales=dales, **groups, **people)


def assign_everybody(
    people: dict[str, User], thames: Programme, dales: Programme, year_ago: datetime, yesterday: datetime
) -> None:
    SupervisionAssignment.objects.bulk_create(
        SupervisionAssignment(
            facilitator=people[facilitator],
            supervisor=people[supervisor],
            programme=programme,
            starts_at=since,
            ends_at=until,
        )
        for facilitator, supervisor, programme, since, until in (
            ("anna", "grace", thames, year_ago, yesterday),
            ("anna", "sam", thames, yesterday, None),
            ("ben", "sam", thames, year_ago, None),
            ("farah", "stella", thames, year_ago, None),
            ("olu", "oscar", dales, year_ago, None),
        )
    )


EVERYBODY = (
    "Anna Okoye",
    "Ben Walsh",
    "Farah Aziz",
    "Sam Reyes",
    "Stella Moore",
    "Grace Hill",
    "Clara Voss",
    "Carl Brandt",
    "Tess Marlow",
    "Cora Lind",
    "Gwen Hart",
    "Dora Finch",
    "Tara Quinn",
    "Lena Frost",
    "Eddie Park",
    "Olu Bello",
    "Oscar Stone",
    "Odette Marsh",
)
POSTS = {
    Role.FACILITATOR: ("anna", "ben", "farah"),
    Role.SUPERVISOR: ("sam", "stella", "grace", "clara", "carl"),
    Role.TRAINER: ("tess",),
    Role.COORDINATOR: ("cora",),
    Role.GOVERNANCE: ("gwen",),
    Role.DEPUTY: ("dora",),
    Role.TPD: ("tara",),
    Role.CLINICAL_LEAD: ("lena",),
    Role.EDITOR: ("eddie",),
}
POSTS_ELSEWHERE = {Role.FACILITATOR: ("olu",), Role.SUPERVISOR: ("oscar",), Role.COORDINATOR: ("odette",)}


def make_programmes() -> tuple[Programme, Programme]:
    valley = Region.objects.create(name="Thames Valley", nation="England")
    north = Region.objects.create(name="Yorkshire", nation="England")
    return (
        Programme.objects.create(
            name="Thames Valley peer groups", slug="thames", region=valley, organisation="A deanery"
        ),
        Programme.objects.create(name="Dales peer groups", slug="dales", region=north, organisation="A trust"),
    )


def join_specialties(people: dict[str, User], thames: Programme, dales: Programme, since: datetime) -> None:
    medicine, surgery = (Specialty.objects.create(name=name) for name in ("Acute medicine", "General surgery"))
    Membership.objects.bulk_create(
        Membership(person=people[name], specialty=specialty, region=programme.region, starts_at=since)
        for name, specialty, programme in (
            ("anna", medicine, thames),
            ("ben", surgery, thames),
            ("farah", medicine, thames),
            ("olu", medicine, dales),
        )
    )


def make_groups(people: dict[str, User], thames: Programme, dales: Programme, since: datetime) -> dict[str, PeerGroup]:
    """All that run, each with its pair, who are authorised."""
    pairs = {
        PeerGroup(programme=programme, code_name=name, state=PeerGroup.State.RUNNING): pair
        for name, programme, pair in (
            ("Alder", thames, ("anna", "ben")),
            ("Birch", thames, ("farah",)),
            ("Cedar", dales, ("olu",)),
        )
    }
    PeerGroup.objects.bulk_create(pairs)
    Facilitation.objects.bulk_create(
        Facilitation(group=group, person=people[name], place=place, starts_at=since)
        for group, pair in pairs.items()
        for place, name in enumerate(pair, start=1)
    )
    Authorisation.objects.bulk_create(
        Authorisation(
            person=people[name],
            programme=group.programme,
            starts_at=since,
            confirmed_by=people["cora" if group.programme == thames else "odette"],
        )
        for group, pair in pairs.items()
        for name in pair
    )
    return {group.code_name.lower(): group for group in pairs}
