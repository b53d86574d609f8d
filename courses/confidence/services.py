"""Asking, answering and skipping. What was answered stands: a comparison that could be bettered later would be none."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.confidence.items import HIGHEST, KEYS, LOWEST, VERSION, WHOM_FIRST
from courses.confidence.models import ConfidenceSheet, Moment
from courses.confidence.queries import is_open
from foundation.refusals import Refusal
from people.models import User
from people.queries import facilitator_programme

PASSED = {
    Moment.BEFORE: _("These questions are for before the training, and you have finished a step. They are closed now."),
    Moment.AFTER: _("These questions are for the four weeks after the last module that you need. They are closed now."),
    Moment.MONTH_3: _("These questions are for the time about three months after the training. They are closed now."),
    Moment.MONTH_12: _("These questions are for the time about a year after the training. They are closed now."),
}


@transaction.atomic
def note_asked(*, person: User, moment: str, now: datetime) -> ConfidenceSheet:
    """Note that somebody was asked. Twice is once. Raises Refusal for who facilitates in no programme."""
    programme = facilitator_programme(person, now)
    if programme is None:
        raise Refusal(_("These questions are for facilitators. Ask your coordinator if you should be one."))
    sheet, _created = ConfidenceSheet.objects.select_for_update().get_or_create(
        person=person, moment=moment, defaults={"programme": programme, "asked_at": now}
    )
    return sheet


@transaction.atomic
def answer_items(
    *, person: User, moment: str, answers: Mapping[str, int], now: datetime, known: Mapping[str, str] | None = None
) -> ConfidenceSheet:
    """Keep how sure somebody is, at a moment that is now. Those who skipped may still change their mind.

    `answers` is {item key: 0 to 10}, with any items left out, `known` {knowledge key: option key}. Raises Refusal when
    the moment has passed, when there is no answer at all, and when this person has already answered something else.
    """
    known = known or {}
    _check(answers, known)
    sheet = note_asked(person=person, moment=moment, now=now)
    if sheet.answered_at:
        if (sheet.answers, sheet.known) != (answers, known):
            raise Refusal(_("You have already answered these questions, and cannot change your answers."))
        return sheet
    if not is_open(moment, person, now):
        raise Refusal(PASSED[Moment(moment)])
    sheet.answers, sheet.known, sheet.version = dict(answers), dict(known), VERSION
    sheet.answered_at, sheet.skipped = now, False
    sheet.save(update_fields=["answers", "known", "version", "answered_at", "skipped"])
    return sheet


@transaction.atomic
def skip_items(*, person: User, moment: str, now: datetime) -> ConfidenceSheet:
    """Note that somebody would rather not say. They are not asked again; after an answer it changes nothing."""
    sheet = note_asked(person=person, moment=moment, now=now)
    if not sheet.settled:
        sheet.skipped = True
        sheet.save(update_fields=["skipped"])
    return sheet


def _check(answers: Mapping[str, int], known: Mapping[str, str]) -> None:
    if not answers:
        raise Refusal(_("Choose a number for at least one of them, or press “Skip this”."))
    numbers = KEYS.issuperset(answers) and all(LOWEST <= value <= HIGHEST for value in answers.values())
    if not numbers or not all(key == WHOM_FIRST.key and WHOM_FIRST.text_of(value) for key, value in known.items()):
        raise Refusal(_("The questions have changed since you opened the page. Please check them again, then save."))
