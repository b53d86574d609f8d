"""Who comes to a group: shown once to one of its pair, and destroyed with the showing. It is in no mail, ever."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.private import PrivateText
from confidential.services import destroy, note, open_to_deliver
from foundation.refusals import Refusal
from groups.enquiries.deeds import EnquiryDeed
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.services import settle
from groups.models import Facilitation, PeerGroup
from people.models import User


@dataclass(frozen=True)
class Newcomer:
    """Who comes, for the page that is drawn now and for nothing else."""

    name: PrivateText
    email: PrivateText
    practical: PrivateText


@transaction.atomic(durable=True)
def pass_on(*, group: PeerGroup, by: User, now: datetime) -> list[Newcomer]:
    """All who took a place, to one of the pair. Afterwards nobody can open them: the second who asks gets none.

    The lines of the trail are committed with the destruction, before anything is shown.
    """
    if not Facilitation.objects.current(now).filter(group=group, person=by).exists():
        raise Refusal(_("Only the pair of this group can see who comes."))
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("text")
    accepted = rows.filter(group=group, state=EnquiryState.ACCEPTED).order_by("state_at", "pk")
    return [_passed(enquiry, by, now) for enquiry in accepted]


def _passed(enquiry: Enquiry, by: User, now: datetime) -> Newcomer:
    said = open_to_deliver(enquiry)
    nothing = PrivateText("")
    settle(enquiry, EnquiryState.JOINED, now)
    note(enquiry, actor=by, deed=EnquiryDeed.PASSED_ON, owner_id=None, now=now)
    destroy(enquiry, because="passed on to the facilitators", now=now)
    return Newcomer(*(said.get(part, nothing) for part in ("first_name", "email", "practical")))
