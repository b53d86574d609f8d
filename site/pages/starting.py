"""A real programme on an empty site: what it needs to stand on, and the invitations of its first people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from certificates.services import ensure_award
from courses.loader import load_content
from directory.seed import seed_directory
from foundation.days import local_day
from foundation.lines import one_line
from foundation.refusals import Refusal
from pages.roots import ensure_root_pages
from people.invitations import services as invitations
from people.invitations.wanted import Wanted
from people.models import Invitation, Programme, Region, Role
from people.seed import seed_specialties

# What of a plan is printed and mailed.
LINES = ("name", "organisation", "region", "nation", "participants_called")


@dataclass(frozen=True)
class Plan:
    """What is told about a programme. `people` are its first, a coordinator among them."""

    name: str
    organisation: str
    region: str
    people: Sequence[Wanted] = ()
    nation: str = "England"
    zone: str = "Europe/London"
    participants_called: str = "resident doctors"


@dataclass(frozen=True)
class Started:
    """`made` is what was made, in words; empty where the programme was there already and nothing was changed."""

    programme: Programme
    made: tuple[str, ...]


@transaction.atomic
def start_programme(plan: Plan, now: datetime) -> Started:
    """Make a programme with all that it needs, or nothing. One of the same name is left as it is.

    Raises Refusal, naming what is wrong with the plan.
    """
    plan = _on_one_line(plan)
    name, slug = plan.name, slugify(plan.name)[:50]
    standing = Programme.objects.filter(name__iexact=name).first() or Programme.objects.filter(slug=slug).first()
    if standing:
        return Started(standing, ())
    if not any(wanted.role == Role.COORDINATOR for wanted in plan.people):
        raise Refusal("A programme needs a first coordinator: write their email address.")
    made = _make_ground(now)
    programme = _make_programme(plan, name, slug)
    ensure_award(programme)
    invitations.invite(programme=programme, wanted=list(plan.people), by=None, now=now)
    return Started(programme, (f"The programme {programme.name}, with its award.", *made))


def _on_one_line(plan: Plan) -> Plan:
    for field in LINES:
        try:
            words: Any = one_line(getattr(plan, field))
        except ValidationError as fault:
            raise Refusal(f"{field.replace('_', ' ')}: {' '.join(fault.messages)}") from None
        plan = replace(plan, **{field: words})
    return plan


def _make_ground(now: datetime) -> tuple[str, ...]:
    """What every programme of the site shares: made once, and then the editors'."""
    today = local_day(now)
    loaded = load_content(folder=settings.ROOT / "content", parent=ensure_root_pages(), now=now)
    made = {
        f"The training: {loaded.modules} modules, {loaded.steps} steps.": loaded.steps,
        "Drafts, until a clinician has read each and an editor has entered the review, because they gate "
        f"authorisation: {'; '.join(loaded.drafts)}.": len(loaded.drafts),
        "The help page's services. An editor must ring and check each before anybody relies on it.": seed_directory(
            today
        ),
        "The list of specialties.": seed_specialties(),
    }
    return tuple(words for words, count in made.items() if count)


def _make_programme(plan: Plan, name: str, slug: str) -> Programme:
    region, _made = Region.objects.get_or_create(name=plan.region, defaults={"nation": plan.nation})
    programme = Programme(
        name=name,
        slug=slug,
        region=region,
        organisation=plan.organisation,
        zone=plan.zone,
        participants_called=plan.participants_called,
    )
    try:
        region.full_clean(exclude=["name"])
        programme.full_clean()
    except ValidationError as faults:
        words = [f"{field.replace('_', ' ')}: {' '.join(texts)}" for field, texts in faults.message_dict.items()]
        raise Refusal("; ".join(words)) from None
    programme.save()
    return programme


def first_links(programme: Programme) -> list[Invitation]:
    """The open invitations by which the first people come in."""
    found = Invitation.objects.open().filter(programme=programme, invited_by=None)
    return list(found.select_related("programme").order_by("created_at", "role", "email"))


@transaction.atomic
def renew_first_links(programme: Programme, now: datetime, besides: Sequence[Wanted] = ()) -> list[Invitation]:
    """Each of them sent again, with a new link; and one for each of `besides`, say where no governance lead is left.

    Raises Refusal, and sends nothing, when one of these has the role or is invited to it.
    """
    again = [invitations.send_again(invitation=invitation, by=None, now=now) for invitation in first_links(programme)]
    return [*again, *invitations.invite(programme=programme, wanted=besides, by=None, now=now)]
