"""The part of "my data" about the hosts of a programme's video rooms, as somebody set them."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.hosts.models import VideoHosts
from people.models import User


@part
def video_hosts_set_by(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    versions = VideoHosts.objects.filter(by=user).select_related("programme").order_by("at", "pk")
    yield (versions,)
    return [
        {"programme": version.programme.name, "hosts": version.names, "at": stamp(version.at)} for version in versions
    ]
