"""Draw the five, and keep what was answered."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.boosters.models import BoosterAnswer, BoosterSet
from courses.boosters.picking import pick
from courses.boosters.queries import asked_before, waits_for
from courses.boosters.questions import questions_of
from courses.exercises.check import Check
from courses.exercises.facts import Chosen
from courses.outline import current_outline
from courses.progress.queries import finished_by
from foundation.refusals import Refusal
from people.models import User
from people.services import lock_person

NOTHING_WAITS = _("No questions are waiting for you now. They come 2, 8 and 26 weeks after you were authorised.")
NOT_ALL = _("Answer each question, then press the button again.")


@transaction.atomic
def begin_booster(*, person: User, now: datetime) -> BoosterSet:
    """The set that waits, its questions drawn now unless they were. Raises Refusal where none waits."""
    lock_person(person)
    waits = waits_for(person, now)
    if waits is None:
        raise Refusal(NOTHING_WAITS)
    if waits.begun:
        return waits.begun
    picked = pick(
        questions_of(current_outline()),
        person=person.pk,
        weeks=waits.weeks,
        asked=asked_before(person),
        finished=finished_by([person.pk])[person.pk].modules,
    )
    booster = BoosterSet.objects.create(
        person=person, authorisation_id=waits.authorisation, weeks=waits.weeks, begun_at=now
    )
    BoosterAnswer.objects.bulk_create(
        BoosterAnswer(
            booster=booster,
            number=number,
            step_id=question.step,
            block_id=question.block,
            question=question.check.snapshot(),
        )
        for number, question in enumerate(picked, 1)
    )
    return booster


@transaction.atomic
def answer_booster(*, booster: BoosterSet, chosen: Mapping[int, Chosen], now: datetime) -> BoosterSet:
    """Keep all answers of a set, by the questions' numbers. What was answered before stands. Raises Refusal for less
    than all.
    """
    locked = BoosterSet.objects.select_for_update().get(pk=booster.pk)
    if locked.answered_at:
        return locked
    answers = list(locked.answers.all())
    if {answer.number for answer in answers} != set(chosen):
        raise Refusal(NOT_ALL)
    for answer in answers:
        answer.chosen = dict(chosen[answer.number])
        answer.was_right = Check.as_asked(answer.question).passes(answer.chosen)
    BoosterAnswer.objects.bulk_update(answers, ["chosen", "was_right"])
    locked.answered_at = now
    locked.save(update_fields=["answered_at"])
    return locked
