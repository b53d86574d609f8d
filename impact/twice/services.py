"""Keeping what somebody says at one of two times, and taking it back when they ask with their code."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from impact.services import CHANGED, quarter_of, refuse_foreign_answers
from impact.twice.codes import digests_of
from impact.twice.items import WAVE_ITEMS
from impact.twice.keys import key_of
from impact.twice.models import Wave, WaveAnswer
from people.models import Programme


@transaction.atomic
def answer_wave(
    *, key: UUID, programme: Programme, wave: str, answers: Mapping[str, int], code: Sequence[str], now: datetime
) -> None:
    """Keep the numbers, and of the six answers their digests alone; `code` may be empty. The same `key` is once."""
    if wave not in Wave.values:
        raise Refusal(CHANGED)
    if not answers:
        raise Refusal(_("Choose a number for at least one of them, or close the page: nothing is sent then."))
    refuse_foreign_answers(answers, WAVE_ITEMS)
    digests = digests_of(code, key_of(programme)) if code else []
    told = {**quarter_of(programme, now), "programme": programme, "wave": wave}
    WaveAnswer.objects.get_or_create(pk=key, defaults=told | {"answers": dict(answers), "digests": digests})


@transaction.atomic
def withdraw_answers(*, programme: Programme, code: Sequence[str]) -> None:
    """Delete what was said under exactly this code. It says to nobody whether there was anything."""
    digests = digests_of(code, key_of(programme))
    told = WaveAnswer.objects.select_for_update().filter(programme=programme).values_list("pk", "digests")
    WaveAnswer.objects.filter(pk__in=[pk for pk, standing in told if standing == digests]).delete()
