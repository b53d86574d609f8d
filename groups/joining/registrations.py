"""What this package tells the apps below it, at start-up."""

from django.urls import reverse

from confidential.registry import sealed_models
from foundation.exports import exports
from groups.joining import permissions
from groups.joining.endings import LINKS
from groups.joining.exports import joining_links_of
from groups.joining.models import GroupLink
from groups.joining.services import policy
from people.endings.registry import entries


def register() -> None:
    sealed_models.register(
        "groups.GroupLink",
        policy(openable=permissions.openable, might_open=permissions.might_open, editor_url=where_it_is_set),
    )
    entries.register("groups.link", LINKS)
    exports.register("joining_links", joining_links_of)


def where_it_is_set(link: GroupLink) -> str:
    return reverse("groups:link", args=[link.group_id])
