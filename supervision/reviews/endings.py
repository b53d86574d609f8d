"""A review under way returns to its owner when the supervision ends; another supervisor who leaves reads no more."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, SupervisionAssignment
from supervision.reviews.models import ReviewState, SupervisionReview
from supervision.reviews.second import take_back
from supervision.reviews.services import return_review


def find(occasion: Occasion) -> Sequence[Hanging]:
    return _of_who_leaves(occasion) if occasion.event == Event.ROLE_ENDS else _of_supervision(occasion)


def _of_supervision(occasion: Occasion) -> Sequence[Hanging]:
    assignment: SupervisionAssignment = occasion.subject
    under_way = SupervisionReview.objects.exclude(state__in=(ReviewState.OWN, ReviewState.FINAL)).filter(
        facilitator=assignment.facilitator_id,
        programme=assignment.programme_id,
        supervisor=assignment.supervisor_id,
    )
    return [
        Hanging(
            review.pk,
            _("A review that is not final"),
            [
                Choice(
                    "return",
                    gettext_lazy("It returns to its owner"),
                    partial(return_review, review=review, now=occasion.now),
                    _told(occasion, review),
                )
            ],
            about=review.facilitator,
        )
        for review in under_way.select_related("facilitator", "supervisor")
    ]


def _told(occasion: Occasion, review: SupervisionReview) -> tuple[Telling, ...]:
    names = {"old": occasion.subject.supervisor.name}
    said = _("Your review was with %(old)s. It has come back to you, with all that was written in it.") % names
    if occasion.successor:
        names["new"] = occasion.successor.name
        said = _("Your review was with %(old)s. It has come back to you: show it to %(new)s, if you want to.") % names
    return (Telling(review.facilitator, said, reverse("reviews:detail", args=[review.pk])),)


def _of_who_leaves(occasion: Occasion) -> Sequence[Hanging]:
    if occasion.subject.role != Role.SUPERVISOR:
        return []
    person = occasion.subject.person
    asked = SupervisionReview.objects.filter(second=person, programme=occasion.programme)
    said = _("%(who)s has left, and can no longer give you their view of your review. You can ask someone else.")
    return [
        Hanging(
            review.pk,
            _("A view of someone's review"),
            [
                Choice(
                    "gone",
                    gettext_lazy("It is no longer asked for"),
                    partial(_no_longer, review, occasion),
                    (Telling(review.facilitator, said % {"who": person.name}, _path(review)),),
                )
            ],
            about=review.facilitator,
        )
        for review in asked.select_related("facilitator").order_by("begun_at", "pk")
    ]


def _no_longer(review: SupervisionReview, occasion: Occasion) -> None:
    take_back(review=review, by=review.facilitator, now=occasion.now)


def _path(review: SupervisionReview) -> str:
    return reverse("reviews:detail", args=[review.pk])


ENTRY = Entry(
    gettext_lazy("Reviews"),
    frozenset({Event.SUPERVISOR_CHANGES, Event.ROLE_ENDS}),
    find,
    unseen=gettext_lazy("A review that is not final returns to its owner, who chooses what a new supervisor sees."),
)
