"""Logs that the earlier supervisor had not read return to their owner, who chooses what the new one sees."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import SupervisionAssignment
from supervision.logs.models import LogState, LogVersion, Reading
from supervision.logs.services import return_log


def find(occasion: Occasion) -> Sequence[Hanging]:
    assignment: SupervisionAssignment = occasion.subject
    unread = LogVersion.objects.newest().filter(
        log__owner=assignment.facilitator_id,
        log__programme=assignment.programme_id,
        log__state=LogState.SHARED,
        reader=assignment.supervisor_id,
    )
    named = unread.select_related("log__owner", "log__session__group").order_by("shared_at", "pk")
    words = _("A log that was not read")
    return [Hanging(version.pk, words, [_choice(occasion, version)], about=version.log.owner) for version in named]


def _choice(occasion: Occasion, version: LogVersion) -> Choice:
    session = version.log.session
    names = {
        "group": session.group.code_name,
        "day": f"{session.local_date:%-d %B %Y}",
        "old": occasion.subject.supervisor.name,
    }
    said = _("%(old)s had not answered your log of %(group)s, %(day)s. It has come back to you.") % names
    if occasion.successor:
        names["new"] = occasion.successor.name
        said = (
            _(
                "%(old)s had not answered your log of %(group)s, %(day)s. It has come back to you. Your new supervisor "
                "is %(new)s: share it with %(new)s, if you want to."
            )
            % names
        )
    path = reverse("logs:detail", args=[version.log_id])
    return Choice(
        "return",
        gettext_lazy("It returns to its owner"),
        partial(return_log, version.log, occasion.now),
        (Telling(version.log.owner, said, path), *_to_who_had_begun(version)),
    )


def _to_who_had_begun(version: LogVersion) -> list[Telling]:
    """Whoever had drafted an answer and not sent it: it stays theirs, and goes nowhere."""
    begun = Reading.objects.filter(version__log=version.log_id, released_at=None).select_related("reader")
    said = _("The answer that you had begun to a log of %(who)s was not sent. It stays yours, under My data.")
    return [
        Telling(reading.reader, said % {"who": version.log.owner.name}, reverse("pages:my_data"))
        for reading in begun.order_by("pk")
    ]


ENTRY = Entry(
    gettext_lazy("Logs"),
    frozenset({Event.SUPERVISOR_CHANGES}),
    find,
    unseen=gettext_lazy(
        "Logs that were shared and not read return to their owner, who chooses what a new "
        "supervisor sees. A new supervisor sees the dates and numbers from before, but no "
        "words."
    ),
)
