"""What this package tells the apps below it, at start-up."""

from django.urls import reverse

from confidential.registry import sealed_models
from foundation.exports import exports
from groups.joining.services import policy
from people.endings.registry import entries
from supervision.meetings.joining import permissions
from supervision.meetings.joining.endings import LINKS
from supervision.meetings.joining.exports import meeting_links_of
from supervision.meetings.joining.models import MeetingLink


def register() -> None:
    sealed_models.register(
        "supervision.MeetingLink",
        policy(openable=permissions.openable, might_open=permissions.might_open, editor_url=where_it_is_set),
    )
    entries.register("supervision.meeting_links", LINKS)
    exports.register("meeting_links", meeting_links_of)


def where_it_is_set(link: MeetingLink) -> str:
    return reverse("meetings:link", args=[link.meeting_id])
