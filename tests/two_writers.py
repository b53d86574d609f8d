"""Forms that two people have open at once, each with what they send and what they must read afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.urls import reverse

from people.models import Appointment, Role
from supervision.agreements.models import SupervisionAgreement
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern
from tests.certificates.making import annas_certificate
from tests.courses.practice import making as practice
from tests.people import Cast, appoint
from tests.supervision import world

NEXT_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Scene:
    """`first` sends `first_sends`, then `second` sends `second_sends`, from pages that both opened before.

    `tells`: the second must read all of this, of what the first wrote, in the answer or on the page it leads to.
    `own_words`: of theirs, likewise. `again`: pressed once more, theirs is taken.
    """

    url: str
    first: str
    second: str
    first_sends: dict[str, object]
    second_sends: dict[str, object]
    tells: tuple[str, ...]
    own_words: tuple[str, ...]
    again: bool = False
    # Where the form stands, if it is not at the address that takes it.
    page: str = ""
    before: Callable[[], object] = field(default=lambda: None)


def role_of(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR, ends_at=None)


def let_farah_be(cast: Cast, role: Role) -> None:
    """Farah holds the role as well."""
    appoint(cast.farah, role, cast.thames, cast.now - NEXT_WEEK)


def proposing(cast: Cast) -> Scene:
    let_farah_be(cast, Role.COORDINATOR)
    cast.anna.supervised_by.all().update(ends_at=cast.now)
    # Either would split the pair, and both mean it.
    first_sends, second_sends = ({"supervisor": who.pk, "meant": who.pk} for who in (cast.stella, cast.clara))
    url = reverse("people:propose", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        first_sends,
        second_sends,
        ("Cora Lind has proposed Stella Moore",),
        (f'value="{cast.clara.pk}"', "checked"),
        again=True,
    )


def handing_over(cast: Cast) -> Scene:
    let_farah_be(cast, Role.COORDINATOR)
    to_stella, to_clara = (
        reverse("people:hand_over", args=[role_of(cast).pk, item.pk]) for item in (cast.stella, cast.clara)
    )
    return Scene(
        to_clara,
        "cora",
        "farah",
        {"to": to_stella},
        {},
        ("Cora Lind has proposed Stella Moore",),
        ("Clara Voss for Anna Okoye",),
        again=True,
    )


def ending_a_role(cast: Cast) -> Scene:
    let_farah_be(cast, Role.COORDINATOR)
    days = [(cast.now + timedelta(days=n)).date() for n in (40, 50)]
    first_sends, second_sends = ({"last_day": f"{day:%Y-%m-%d}"} for day in days)
    url = reverse("people:end_role", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        first_sends,
        second_sends,
        ("Cora Lind decided this", f"{days[0]:%-d %B %Y}"),
        (f"{days[1]:%Y-%m-%d}",),
        again=True,
    )


def holding(cast: Cast) -> Scene:
    url = reverse("people:hold", args=[role_of(cast).pk])
    return Scene(
        url,
        "cora",
        "gwen",
        {"reason": "illness"},
        {"reason": "death"},
        ("Cora Lind has already put these notices on hold",),
        ("ring them before anyone is told",),
    )


def correcting(cast: Cast) -> Scene:
    let_farah_be(cast, Role.COORDINATOR)
    url = reverse("people:correct", args=[role_of(cast).pk])
    specialty = cast.anna.memberships.get(ends_at=None).specialty_id
    first_sends, second_sends = (
        {"first_name": "Anna", "last_name": name, "specialty": specialty} for name in ("Bell", "Clay")
    )
    return Scene(url, "cora", "farah", first_sends, second_sends, ("Anna Bell",), ('value="Clay"',), again=True)


def the_programmes_plan(cast: Cast) -> Scene:
    day = f"{(cast.now + timedelta(days=90)).date():%Y-%m-%d}"
    said = {"emergency_contacts": "in the safe", "on_call": "the duty doctor", "review_on": day}
    url = reverse("people:write_plan", args=[cast.thames.pk])
    return Scene(
        url,
        "cora",
        "gwen",
        {**said, "order_of_calls": "first the bridge"},
        {**said, "order_of_calls": "first the ferry"},
        ("Cora Lind saved another version", "first the bridge"),
        ("first the ferry",),
    )


def the_page_for_participants(cast: Cast) -> Scene:
    url = reverse("impact:link")
    return Scene(
        url,
        "cora",
        "gwen",
        {"reached_by": "the bridge", "programme": "thames"},
        {"reached_by": "the ferry", "programme": "thames"},
        ("Cora Lind saved another version", "the bridge"),
        ("the ferry",),
    )


def revoking(cast: Cast) -> Scene:
    let_farah_be(cast, Role.GOVERNANCE)
    url = reverse("certificates:revoke", args=[annas_certificate(cast).pk])
    first_sends, second_sends = (
        {"reason": words, "spoken": "on"} for words in ("issued in error", "two sessions short")
    )
    return Scene(
        url,
        "gwen",
        "farah",
        first_sends,
        second_sends,
        ("Gwen Hart did this before you", "issued in error"),
        ("two sessions short",),
    )


def replacing(cast: Cast) -> Scene:
    let_farah_be(cast, Role.COORDINATOR)
    url = reverse("certificates:replace", args=[annas_certificate(cast).pk])
    return Scene(
        url,
        "cora",
        "farah",
        {"reason": "surname misspelt"},
        {"reason": "wrong specialty"},
        ("Cora Lind did this before you", "surname misspelt"),
        ("wrong specialty",),
    )


def offering(cast: Cast) -> Scene:
    """One supervisor in two tabs."""
    SupervisionAgreement.objects.filter(assignment__facilitator=cast.anna).delete()
    url = reverse("agreements:offer", args=[world.assignment(cast.anna, cast.sam).pk])
    first_sends, second_sends = (
        {"weeks_between": weeks, "minutes": 60, "contact": "both", "review_on": f"{world.day(cast, 365)}"}
        for weeks in (3, 5)
    )
    return Scene(url, "sam", "sam", first_sends, second_sends, ("every 3 weeks",), ('value="5"',), again=True)


def changing_an_agreement(cast: Cast) -> Scene:
    """One supervisor in two tabs."""
    scene, agreed = offering(cast), world.agreed(cast, cast.anna, cast.sam)
    return replace(scene, url=reverse("agreements:revise", args=[agreed.pk]))


def on_a_concern(
    verb: str, first_sends: dict, second_sends: dict, first="sam", second="clara", **more
) -> Callable[[Cast], Scene]:
    def scene(cast: Cast) -> Scene:
        raised = acknowledge_concern(concern=world.concern(cast, cast.anna), by=cast.sam, now=cast.now)
        if verb in ("close", "reopen"):
            look = (cast.now + NEXT_WEEK).date()
            agree_plan(concern=raised, by=cast.sam, words="a plan", look_again_on=look, now=cast.now)
        if verb == "reopen":
            close_concern(concern=raised, by=cast.sam, outcome="resolved", now=cast.now)
        day = {"look_again_on": f"{(cast.now + NEXT_WEEK).date():%Y-%m-%d}"} if verb == "plan" else {}
        url, page = reverse(f"concerns:{verb}", args=[raised.pk]), reverse("concerns:detail", args=[raised.pk])
        return Scene(url, first, second, first_sends | day, second_sends | day, page=page, **more)

    return scene


def a_session(cast: Cast) -> Scene:
    session = world.alder_session(cast)
    facts = {
        "local_date": session.local_date,
        "local_start": f"{session.local_start:%H:%M}",
        "state": "held",
        "newcomers": 0,
        "facilitators": [cast.anna.pk, cast.ben.pk],
        "attending": 5,
    }
    url = reverse("groups:session_edit", args=[session.pk])
    return Scene(
        url,
        "anna",
        "ben",
        {**facts, "minutes": 47},
        {**facts, "minutes": 53},
        ("47", "Anna Okoye"),
        ('value="53"',),
        again=True,
    )


def changing_a_practice_day(cast: Cast) -> Scene:
    let_farah_be(cast, Role.TRAINER)
    day = practice.a_day(cast, cast.anna)
    facts = {"local_date": f"{day.local_date:%Y-%m-%d}", "local_start": "09:30", "minutes": 300, "how": "together"}
    facts |= {"capacity": 12, "trainers": [cast.tess.pk]}
    first_sends, second_sends = ({**facts, "place": place} for place in ("the library", "the chapel"))
    url = reverse("practice:change", args=[day.pk])
    return Scene(url, "tess", "farah", first_sends, second_sends, ("the library",), ('value="the chapel"',), again=True)


def recording_a_practice_day(cast: Cast) -> Scene:
    let_farah_be(cast, Role.TRAINER)
    url = reverse("practice:record", args=[practice.a_day(cast, cast.anna, days=-1).pk])
    first_sends = {"p1_came": "yes", "p1_question": "said", "p1_roles": ["listener"]}
    second_sends = {"p1_came": "yes", "p1_question": "later", "p1_roles": ["observer"]}
    tells = ("Tess Marlow recorded this day", "said it aloud", "listener")
    return Scene(url, "tess", "farah", first_sends, second_sends, tells, ('value="later" selected',))


def ruling_on_practice(cast: Cast) -> Scene:
    url = reverse("practice:rule", args=[cast.thames.pk, "day"])
    first_sends, second_sends = (
        {"asks": "not_asked", "reason": why} for why in ("no trainer yet", "no room until May")
    )
    tells = ("Someone else has changed this", "no trainer yet (Cora Lind")
    return Scene(url, "cora", "gwen", first_sends, second_sends, tells, ('value="no room until May"',), again=True)


def counting_hours(cast: Cast) -> Scene:
    url = reverse("hours:rule", args=[cast.thames.pk])
    first_sends, second_sends = (
        {"rule": "bacp-1", "minutes": minutes, "span": "month", "weeks": 4, "sessions": 4, "grace": 14}
        for minutes in ("90", "75")
    )
    tells = ("Someone else has changed this", "90 minutes")
    return Scene(url, "cora", "gwen", first_sends, second_sends, tells, ('value="75"',), again=True)


def naming_video_hosts(cast: Cast) -> Scene:
    url = reverse("groups:hosts", args=[cast.thames.pk])
    first_sends, second_sends = ({"hosts": host} for host in ("zoom.us", "whereby.com"))
    tells = ("Someone else has changed this", "are on zoom.us.")
    return Scene(url, "cora", "gwen", first_sends, second_sends, tells, ('value="whereby.com"',), again=True)


SCENES: dict[str, Callable[[Cast], Scene]] = {
    "hours:rule": counting_hours,
    "groups:hosts": naming_video_hosts,
    "practice:rule": ruling_on_practice,
    "practice:change": changing_a_practice_day,
    "practice:record": recording_a_practice_day,
    "people:propose": proposing,
    "people:hand_over": handing_over,
    "people:end_role": ending_a_role,
    "people:hold": holding,
    "people:correct": correcting,
    "people:write_plan": the_programmes_plan,
    "impact:link": the_page_for_participants,
    "certificates:revoke": revoking,
    "certificates:replace": replacing,
    "agreements:offer": offering,
    "agreements:revise": changing_an_agreement,
    "groups:session_edit": a_session,
    "concerns:plan": on_a_concern(
        "plan",
        {"words": "sam rings", "seen": 0},
        {"words": "clara rings", "seen": 0},
        tells=("sam rings",),
        own_words=("clara rings",),
    ),
    "concerns:note": on_a_concern(
        "note",
        {"words": "a note of hers"},
        {"words": "a note of his"},
        first="anna",
        tells=("a note of hers",),
        own_words=("a note of his",),
    ),
    "concerns:close": on_a_concern(
        "close",
        {"outcome": "resolved", "words": "it is over"},
        {"outcome": "supported", "words": "still watching"},
        tells=("Sam Reyes had already closed it", "it is over"),
        own_words=("still watching",),
    ),
    "concerns:reopen": on_a_concern(
        "reopen",
        {"words": "it came back"},
        {"words": "they rang me"},
        tells=("It had already been opened again", "it came back"),
        own_words=("they rang me",),
    ),
}
