"""On which hosts video rooms may be: as the programme says, else as the site does."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from groups.hosts.models import VideoHosts
from groups.joining.addresses import one_of
from people.models import Programme


@dataclass(frozen=True)
class HostsShown:
    """What counts in a programme; `last` where somebody there has said so."""

    programme: Programme
    last: VideoHosts | None

    @property
    def own(self) -> list[str]:
        return self.last.names if self.last else []

    @property
    def names(self) -> list[str]:
        """Empty where a room may be anywhere."""
        return counting(self.last)

    @property
    def said(self) -> str:
        return one_of(self.names)


def counting(last: VideoHosts | None) -> list[str]:
    """The programme's own where it names any, else the site's."""
    return (last.names if last else []) or [*settings.VIDEO_HOSTS]


def hosts_shown(programme: Programme) -> HostsShown:
    return HostsShown(programme, _last(programme.pk))


def hosts_of(programme: UUID) -> list[str]:
    """Those on which a room of the programme may be; empty for any."""
    return counting(_last(programme))


def _last(programme: UUID) -> VideoHosts | None:
    """One query."""
    return VideoHosts.objects.filter(programme=programme).order_by("number").last()


def versions_of(programme: Programme) -> list[VideoHosts]:
    """All that was said, the newest first."""
    return list(VideoHosts.objects.filter(programme=programme).select_related("by").order_by("-number"))
