"""On which hosts a programme's video rooms may be: each change adds a line."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.refusals import Refusal
from foundation.seen import CHANGED_MEANWHILE, NOT_ASKED, unseen
from groups.hosts.models import VideoHosts
from groups.hosts.permissions import may_name_hosts
from groups.hosts.queries import hosts_shown
from groups.joining.addresses import read_hosts
from people.models import Programme, User


@transaction.atomic
def name_hosts(
    *, programme: Programme, hosts: Sequence[str], by: User, seen: str = NOT_ASKED, now: datetime
) -> VideoHosts | None:
    """Links that are set from now on lead to one of `hosts`; without any, to the site's. The same twice is once.

    None where nothing was ever changed and nothing is now. `seen` is the number of what the page showed.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not may_name_hosts(by, programme, now):
        raise Refusal(_("Only a coordinator or governance lead of the programme can change this. Ask one of them."))
    try:
        named = read_hosts(" ".join(hosts))
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages)) from None
    shown = hosts_shown(programme)
    if shown.own == named:
        return shown.last
    if unseen(seen, shown.last.number if shown.last else 0):
        raise Refusal(CHANGED_MEANWHILE)
    number = shown.last.number + 1 if shown.last else 1
    return VideoHosts.objects.create(programme=programme, number=number, hosts=" ".join(named), by=by, at=now)
