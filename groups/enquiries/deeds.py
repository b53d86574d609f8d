"""What can be done to an enquiry, as the access trail says it. The record is nobody's."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class EnquiryDeed(Deed):
    READ = "read", _("%(who)s opened an enquiry")
    OFFERED = "offered", _("%(who)s offered a place")
    TAKEN_BACK = "taken back", _("%(who)s took an offer back")
    WAITING = "waiting", _("%(who)s put an enquiry on the waiting list")
    INVITED = "invited", _("%(who)s invited someone who had asked to facilitate")
    DECLINED = "declined", _("%(who)s declined an enquiry")
    HANDED_ON = "handed on", _("%(who)s handed an enquiry on to another programme")
    PASSED_ON = "passed on", _("%(who)s saw who comes, and the name and address were destroyed")


DEEDS: dict[str, type[Deed]] = {"groups.Enquiry": EnquiryDeed}
