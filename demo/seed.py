"""The demo's story, told through the same services as the site uses, each call on the day it happened."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from certificates.services import ensure_award
from courses.loader import load_content
from delivery.models import Effect
from demo import (
    arriving,
    enquiring,
    learning,
    living,
    people,
    practice,
    practising,
    protecting,
    returning,
    safety,
    signing,
    standing,
    supervised,
    waiting,
    year_of_groups,
    year_of_supervision,
    year_of_time,
    year_of_words,
)
from demo.clock import DemoClock
from demo.world import World
from directory.seed import seed_directory
from foundation.refusals import Refusal
from pages.roots import ensure_root_pages
from people.models import User

# Those that are told in the order of their days.
CHAPTERS = (
    learning,
    practising,
    practice,
    living,
    protecting,
    supervised,
    returning,
    arriving,
    safety,
    waiting,
    year_of_groups,
    year_of_supervision,
    year_of_time,
    year_of_words,
    enquiring,
)


def refuse_to_seed() -> str:
    """Why the demo must not be written into this database; empty when it may, or stands there already."""
    if not getattr(settings, "DEMO", False) and not settings.DEBUG:
        return "These are not the demo's settings. Set DJANGO_SETTINGS_MODULE=config.settings.demo, or use bin/demo."
    # Beside the demo's people stand those whom somebody has invited while trying it.
    strangers = 0 if is_seeded() else User.objects.count()
    if strangers:
        return (
            f"This database holds {strangers} account(s) that are not the demo's. Nothing was written: "
            "point HOLDFAST_VAR at an empty folder, or run bin/demo --reset."
        )
    return ""


def is_seeded() -> bool:
    return User.objects.filter(email__in=people.everybody()).exists()


@transaction.atomic
def seed(now: datetime) -> None:
    """Write the whole story, or nothing. Raises Refusal where it must not."""
    if reason := refuse_to_seed():
        raise Refusal(reason)
    if is_seeded():
        return
    clock = DemoClock(now)
    # The numbers first: a handout prints them.
    seed_directory(clock.today, rehearsal=True)
    load_content(folder=settings.ROOT / "content", parent=ensure_root_pages(), now=now)
    programmes = standing.make_programmes()
    everybody = standing.make_people(programmes, clock)
    assignments = standing.assign_supervisors(everybody, programmes, clock)
    signing.approve_everything(everybody, clock.at(970, 10))
    world = World(clock, everybody, programmes, assignments)
    safety.write_plans(world)
    safety.give_telephones(world)
    practice.make_groups(world)
    for programme in programmes.values():
        ensure_award(programme)
    story = [happening for chapter in CHAPTERS for happening in chapter.happenings(world)]
    for happening in sorted(story, key=lambda happening: happening.when):
        happening.tell(happening.when)
    # A step that joins the training: those who had finished it have done that too, Hannah has it before her.
    load_content(folder=Path(__file__).parent / "added", parent=ensure_root_pages(), now=now)
    signing.approve_what_was_added(world)
    learning.catch_up(world)
    signing.leave_something_for_each(world)
    # Two years of notices are no news to anybody.
    Effect.objects.filter(kind__startswith="mail:").update(state=Effect.State.DONE, done_at=now)
