"""Taking a participant's word, and writing what the page for participants says."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.suppression import Quarter
from impact.items import HIGHEST, LOWEST, SESSION_ITEMS, Item, Lonely
from impact.models import ParticipantPage, ParticipantWord
from impact.permissions import can_write_page
from impact.queries import page_of
from people.models import Programme, User

CHANGED = _("The questions have changed since you opened the page. Please check them again, then send.")


def give_word(*, key: UUID, programme: Programme, answers: Mapping[str, int], lonely: str, now: datetime) -> None:
    """Keep what somebody said after a session. The same `key` twice is once. Raises Refusal without any answer."""
    if not answers and not lonely:
        raise Refusal(_("Choose a number for at least one of them, or close the page: nothing is sent then."))
    refuse_foreign_answers(answers, SESSION_ITEMS)
    if lonely and lonely not in Lonely.values:
        raise Refusal(CHANGED)
    told = {**quarter_of(programme, now), "programme": programme, "answers": dict(answers), "lonely": lonely}
    ParticipantWord.objects.get_or_create(pk=key, defaults=told)


def refuse_foreign_answers(answers: Mapping[str, int], items: tuple[Item, ...]) -> None:
    asked = {item.key for item in items}
    if not asked.issuperset(answers) or not all(LOWEST <= value <= HIGHEST for value in answers.values()):
        raise Refusal(CHANGED)


def quarter_of(programme: Programme, now: datetime) -> dict[str, int]:
    """All that is kept of when something was said."""
    quarter = Quarter.of(local_day(now, programme.zone))
    return {"year": quarter.year, "number": quarter.number}


@transaction.atomic
def write_page(*, programme: Programme, by: User, reached_by: str, asks_lonely: bool, now: datetime) -> ParticipantPage:
    """Add a version, which counts from now on; the one before stays beside it. The same again is once."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not can_write_page(by, programme, now):
        raise Refusal(_("Only a coordinator or governance lead of the programme can change this. Ask one of them."))
    page = page_of(programme)
    if page and (page.reached_by, page.asks_lonely) == (reached_by, asks_lonely):
        return page
    return ParticipantPage.objects.create(
        programme=programme,
        number=page.number + 1 if page else 1,
        reached_by=reached_by,
        asks_lonely=asks_lonely,
        written_by=by,
        written_at=now,
    )
