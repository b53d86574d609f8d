"""What can be done to somebody's account and standing, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class UserDeed(Deed):
    NAME_CORRECTED = "corrected_name", _("%(who)s corrected your name")
    SECOND_FACTOR_RESET = "reset_second_factor", _("%(who)s removed your second step for signing in")
    SECOND_FACTOR_RESET_BY_OPERATOR = (
        "reset_second_factor_by_operator",
        _("The people who run this site removed your second step for signing in"),
    )


class AddressDeed(Deed):
    ADDED = "address_added", _("%(who)s added an email address to the account")
    CONFIRMED = "address_confirmed", _("%(who)s confirmed an email address of the account")
    MAIN = "address_main", _("%(who)s chose another main email address")
    REMOVED = "address_removed", _("%(who)s removed an email address from the account")
    STOPPED = "address_stopped", _("%(who)s stopped a change of the email address")
    SETTLED = "settled_addresses", _("%(who)s opened your account again, after it had been stopped")
    SETTLED_BY_OPERATOR = (
        "settled_addresses_by_operator",
        _("The people who run this site opened your account again, after it had been stopped"),
    )


class MembershipDeed(Deed):
    CORRECTED = "corrected_specialty", _("%(who)s corrected your specialty")


class AppointmentDeed(Deed):
    APPOINTED = "appointed", _("%(who)s invited you, and you took up a role")
    ENDED = "ended_role", _("%(who)s ended a role of yours")
    GOES_ON = "role_goes_on", _("%(who)s kept a role of yours that was going to end")


class ProposalDeed(Deed):
    PROPOSED = "proposed_supervisor", _("%(who)s proposed a supervisor for you")
    ANSWERED = "declared", _("%(who)s answered whether they can supervise you")


class AssignmentDeed(Deed):
    ASSIGNED = "assigned_supervisor", _("%(who)s assigned you a supervisor")


class CoverDeed(Deed):
    SET = "set_cover", _("%(who)s chose who covers for them")
    MOVED = "moved_cover", _("%(who)s changed when the cover for them ends")
    ENDED = "ended_cover", _("%(who)s ended a colleague's cover")


class HoldDeed(Deed):
    HELD = "held_notices", _("%(who)s put all notices about you on hold")
    TELEPHONED = "telephoned", _("%(who)s noted that everyone concerned has been rung")


class AuthorisationDeed(Deed):
    CONFIRMED = "confirmed", _("%(who)s confirmed that you may co-facilitate")
    PAUSED = "paused", _("%(who)s recorded a safety reason: your authorisation waits until you have done a step again")


# Done in nobody's name from the machine itself: noted as the person's own, and shown to them all the same.
BY_OPERATOR = (UserDeed.SECOND_FACTOR_RESET_BY_OPERATOR, AddressDeed.SETTLED_BY_OPERATOR)

DEEDS: dict[str, type[Deed]] = {
    "people.User": UserDeed,
    "people.AddressChange": AddressDeed,
    "people.Membership": MembershipDeed,
    "people.Appointment": AppointmentDeed,
    "people.SupervisionProposal": ProposalDeed,
    "people.SupervisionAssignment": AssignmentDeed,
    "people.CoverWindow": CoverDeed,
    "people.NoticeHold": HoldDeed,
    "people.Authorisation": AuthorisationDeed,
}
