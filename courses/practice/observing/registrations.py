"""What this part tells the apps below, at start-up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, Told, sealed_models
from courses.practice.observing import exports as own_exports
from courses.practice.observing import services
from courses.practice.observing.deeds import DEEDS
from courses.practice.observing.forms import ANSWER, LINES, SHEET
from courses.practice.observing.models import ObservedAnswer, ObservedPractice, Shadowing
from delivery.mail import register_notice
from foundation.exports import exports
from people.models import User

WAITING = _("Something is waiting for you")


def register() -> None:
    register_deeds(DEEDS)
    triggers.guard("courses.Shadowing", free={"text"})
    triggers.guard("courses.ObservedPractice", unless="OLD.shown_at IS NULL", keep_when="OLD.shown_at IS NOT NULL")
    for name, sentence in (
        (services.SHADOWED, _("Practice of yours is recorded, for you to see.")),
        (services.SHOWN, _("Someone has written about practice of yours, for you to read.")),
        (services.ANSWERED, _("Someone has answered what you wrote about their practice.")),
    ):
        register_notice(name, subject=WAITING, sentence=sentence, page="practice:list")
    _say_who_opens_what()
    exports.register("shadowing", own_exports.shadowing)
    exports.register("observed_practice", own_exports.observed)
    exports.register("observed_practice_i_wrote", own_exports.written)


def _say_who_opens_what() -> None:
    sealed_models.register(
        "courses.Shadowing",
        SealedPolicy(
            may_open=nobody_else,
            may_write=its_person,
            editor_url=Shadowing.get_absolute_url,
            labels={part.key: part.label for part in SHEET},
            name=_("Your learning sheet"),
            tell=tell,
        ),
    )
    sealed_models.register(
        "courses.ObservedPractice",
        SealedPolicy(
            openable=observed_open_to,
            might_open=of_observed,
            binds_writer=True,
            may_write=its_observer,
            editor_url=ObservedPractice.get_absolute_url,
            labels={part.key: part.label for part in LINES},
            name=_("What you wrote of an observed practice"),
            tell=tell,
        ),
    )
    sealed_models.register(
        "courses.ObservedAnswer",
        SealedPolicy(
            openable=answers_open_to,
            might_open=of_answer,
            may_write=its_answerer,
            editor_url=answer_url,
            labels={ANSWER.key: ANSWER.label},
            name=_("Your answer to an observed practice"),
            related=("observed",),
            tell=tell_answers,
        ),
    )


def nobody_else(_viewer: Any, _record: Shadowing, _now: datetime) -> bool:
    """A learning sheet is for the person alone."""
    return False


def its_person(writer: Any, record: Shadowing) -> bool:
    return bool(writer.pk == record.person_id)


def observed_open_to(viewer: User, now: datetime) -> QuerySet[ObservedPractice]:
    """Its observer, while they train there or supervise the person; the person once it is shown."""
    return ObservedPractice.objects.visible_to(viewer, now)


def of_observed(record: ObservedPractice, _now: datetime) -> Iterator[User]:
    yield record.observer
    yield record.person


def its_observer(writer: Any, record: ObservedPractice) -> bool:
    """Until it is shown."""
    return bool(writer.pk == record.observer_id and record.shown_at is None)


def answers_open_to(viewer: User, now: datetime) -> QuerySet[ObservedAnswer]:
    return ObservedAnswer.objects.open_to(viewer, now)


def of_answer(record: ObservedAnswer, _now: datetime) -> Iterator[User]:
    yield record.observed.observer


def its_answerer(writer: Any, record: ObservedAnswer) -> bool:
    """Until it is sent."""
    return bool(writer.pk == record.person_id and record.answered_at is None)


def answer_url(record: ObservedAnswer) -> str:
    return record.observed.get_absolute_url()


def tell(records: Sequence[Shadowing | ObservedPractice]) -> Mapping[UUID, Told]:
    title = _("Practice on {day}")
    return {
        record.pk: Told(format_lazy(title, day=f"{record.local_date:%-d %B %Y}"), record.get_absolute_url())
        for record in records
    }


def tell_answers(records: Sequence[ObservedAnswer]) -> Mapping[UUID, Told]:
    told = tell([record.observed for record in records])
    return {record.pk: told[record.observed_id] for record in records}
