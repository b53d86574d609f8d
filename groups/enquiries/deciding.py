"""The verbs of a coordinator: offer a place, take it back, let wait, invite, decline, hand on, set up a new group."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import destroy, note, open_to_deliver
from foundation.refusals import Refusal
from groups.enquiries.deeds import EnquiryDeed
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.queries import OPEN_GROUPS, taking_enquiries
from groups.enquiries.services import CLOSING, NEWS, back_to_the_inbox, locked, move, settle, tell_who_asks
from groups.enquiries.words import Intent
from groups.models import PeerGroup
from groups.pairs.services import found_group
from people.invitations.services import invite
from people.invitations.wanted import Wanted
from people.models import Programme, Role, Specialty, User
from people.services import refuse_unless_coordinator

# For so long an offered place is kept.
OFFER_KEPT = timedelta(days=7)


@transaction.atomic
def offer_place(*, enquiry: Enquiry, group: PeerGroup, by: User, now: datetime) -> Enquiry:
    """Whoever asks is told by mail and answers by their link. The same offer twice is once."""
    # The group first, as where it ends and its places come back.
    group = PeerGroup.objects.select_for_update().get(pk=group.pk)
    enquiry = _theirs(enquiry, by, now)
    if enquiry.state == EnquiryState.OFFERED and enquiry.group_id == group.pk:
        return enquiry
    if enquiry.intent == Intent.FACILITATE:
        raise Refusal(_("This person asks to facilitate. Invite them as a facilitator instead."))
    if group.programme_id != enquiry.programme_id or group.state not in OPEN_GROUPS:
        raise Refusal(_("This group takes nobody now. Choose another."))
    enquiry.group, enquiry.offered_until = group, now + OFFER_KEPT
    move(enquiry, EnquiryState.OFFERED, now, "group", "offered_until")
    note(enquiry, actor=by, deed=EnquiryDeed.OFFERED, owner_id=None, now=now)
    tell_who_asks(enquiry, NEWS, now)
    return enquiry


@transaction.atomic
def take_offer_back(*, enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    """Before it is answered: it is to be decided again. Twice is once."""
    enquiry = _theirs(enquiry, by, now)
    if enquiry.state == EnquiryState.NEW:
        return enquiry
    if enquiry.state != EnquiryState.OFFERED:
        raise Refusal(_("There is no offer to withdraw. See on this page what has happened since."))
    back_to_the_inbox(enquiry, now)
    note(enquiry, actor=by, deed=EnquiryDeed.TAKEN_BACK, owner_id=None, now=now)
    return enquiry


@transaction.atomic
def let_wait(*, enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    """On the waiting list; whoever asks is told. Twice is once."""
    enquiry = _theirs(enquiry, by, now)
    if enquiry.state != EnquiryState.WAITING:
        _put_on_the_list(enquiry, by, now)
        tell_who_asks(enquiry, NEWS, now)
    return enquiry


def _put_on_the_list(enquiry: Enquiry, by: User, now: datetime, *fields: str) -> None:
    move(enquiry, EnquiryState.WAITING, now, *fields)
    note(enquiry, actor=by, deed=EnquiryDeed.WAITING, owner_id=None, now=now)


@transaction.atomic
def decline(*, enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    """A kind no, by mail; the worker destroys name and address once it has left. Twice is once."""
    enquiry = _theirs(enquiry, by, now)
    if enquiry.state != EnquiryState.DECLINED:
        settle(enquiry, EnquiryState.DECLINED, now)
        note(enquiry, actor=by, deed=EnquiryDeed.DECLINED, owner_id=None, now=now)
        tell_who_asks(enquiry, CLOSING, now)
    return enquiry


@transaction.atomic
def invite_to_facilitate(*, enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    """The invitation takes the address over; here it is destroyed at once. Twice is once.

    Raises Refusal where they cannot be invited.
    """
    # The programme first, as where a group is set up for several.
    Programme.objects.select_for_update(no_key=True).get(pk=enquiry.programme_id)
    enquiry = _theirs(enquiry, by, now)
    if enquiry.state == EnquiryState.INVITED:
        return enquiry
    Enquiry.MOVES.check(enquiry.state, EnquiryState.INVITED)
    said = open_to_deliver(enquiry)
    specialty = Specialty.objects.filter(pk=said["specialty"]).first() if said.get("specialty") else None
    wanted = Wanted(str(said["email"]), Role.FACILITATOR, str(said["first_name"]), specialty)
    invite(programme=enquiry.programme, wanted=[wanted], by=by, now=now)
    settle(enquiry, EnquiryState.INVITED, now)
    note(enquiry, actor=by, deed=EnquiryDeed.INVITED, owner_id=None, now=now)
    destroy(enquiry, because="invited as a facilitator", now=now)
    return enquiry


@transaction.atomic
def hand_on(*, enquiry: Enquiry, to: Programme, by: User, now: datetime) -> Enquiry:
    """Another programme reads and decides it, from now on alone; whoever asks is told. Twice is once."""
    enquiry = locked(enquiry)
    if enquiry.programme_id == to.pk:
        return enquiry
    refuse_unless_coordinator(by, enquiry.programme, now)
    if enquiry.state not in (EnquiryState.NEW, EnquiryState.WAITING):
        raise Refusal(_("Only what is to be decided can be handed on. See on this page what has happened since."))
    if not taking_enquiries(now).filter(pk=to.pk).exists():
        raise Refusal(_("That programme has no coordinator just now. Choose another."))
    note(enquiry, actor=by, deed=EnquiryDeed.HANDED_ON, owner_id=None, now=now)
    enquiry.programme, enquiry.group, enquiry.state, enquiry.state_at = to, None, EnquiryState.NEW, now
    enquiry.save(update_fields=["programme", "group", "state", "state_at"])
    tell_who_asks(enquiry, NEWS, now)
    return enquiry


@transaction.atomic
def set_up_group(
    *, programme: Programme, enquiries: Sequence[Enquiry], code_name: str, rhythm: str, by: User, now: datetime
) -> PeerGroup:
    """A new group for several who ask: they wait for it, on its page of enquiries first. Raises Refusal."""
    if not enquiries:
        raise Refusal(_("Choose who the group would be for."))
    group = found_group(programme=programme, by=by, code_name=code_name, rhythm=rhythm, now=now)
    for enquiry in sorted(enquiries, key=lambda item: item.pk):
        _wait_for(_theirs(enquiry, by, now), group, by, now)
    return group


def _wait_for(enquiry: Enquiry, group: PeerGroup, by: User, now: datetime) -> None:
    if enquiry.programme_id != group.programme_id:
        raise Refusal(_("One of these enquiries is with another programme now. Look at the list again."))
    enquiry.group = group
    if enquiry.state == EnquiryState.WAITING:
        enquiry.save(update_fields=["group"])
    else:
        _put_on_the_list(enquiry, by, now, "group")
        tell_who_asks(enquiry, NEWS, now)


def _theirs(enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    enquiry = locked(enquiry)
    refuse_unless_coordinator(by, enquiry.programme, now)
    return enquiry
