"""What hosts of video rooms tell the apps below, at start-up."""

from foundation.exports import exports
from groups.hosts.exports import video_hosts_set_by


def register() -> None:
    exports.register("video_hosts", video_hosts_set_by)
