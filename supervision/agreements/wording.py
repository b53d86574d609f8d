"""What the two agree to beside the numbers, in versions.

An agreement keeps the name of the wording that was read. To change the text, add a version and point CURRENT at
it; a wording that somebody has acknowledged is never edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    heading: Promise
    points: tuple[Promise, ...]


FIRST = (
    Section(
        _("What supervision is for"),
        (
            _(
                "A place to think about the group, the pair and what the work stirs in you. It is spoken; logs "
                "prepare for it."
            ),
            _(
                "It is not therapy, not teaching and not an assessment. The supervisor is neither your "
                "educational nor your clinical supervisor."
            ),
            _("Either of us can ask the coordinator for a different pairing at any time, without giving a reason."),
        ),
    ),
    Section(
        _("What stays between us"),
        (
            _(
                "What is said in supervision, and what you share in a log, stays with the supervisor. The "
                "coordinator sees dates and minutes and never words."
            ),
            _(
                "If the two of you come as a pair, each hears what the other brings. A log is shown to your "
                "partner only by you."
            ),
            _("We speak of members of the group without names or anything that points to one of them."),
        ),
    ),
    Section(
        _("What may not stay between us"),
        (
            _(
                "If somebody is at serious risk of harm, including you, a patient or a child, the supervisor "
                "may have to tell others. They talk with you first unless waiting is dangerous."
            ),
            _("If a doctor may not be safe to work, or the law or a court requires it, the same holds."),
            _(
                "What is written here is private and not legally privileged: an organisation can be ordered to "
                "hand over records. So write about yourself and the work, and leave out what identifies "
                "anybody."
            ),
        ),
    ),
    Section(
        _("Nothing goes to ARCP"),
        (
            _(
                "Nothing from supervision is sent to ARCP, to an educational supervisor, a training programme "
                "director or an employer: no log, no answer, no record of a meeting, no opinion."
            ),
            _("You can export what is yours and use it as you like. That is your choice alone."),
        ),
    ),
    Section(
        _("When it is urgent"),
        (
            _(
                "This site is not monitored. If somebody is in danger now, ring the services on the help page "
                "first and the supervisor afterwards."
            ),
        ),
    ),
)

# In plainer words what may not stay private, and what to do when it is urgent; the rest as it was.
PLAINER = (
    *FIRST[:-3],
    Section(
        _("What may not stay between us"),
        (
            _(
                "If someone is at serious risk of harm, including you, a patient or a child, your supervisor may "
                "have to tell other people. They talk with you first unless waiting is dangerous."
            ),
            _("If a doctor may not be safe to work, or the law or a court requires it, the same holds."),
            _(
                "What is written here is private, but it is not legally privileged: an organisation can be ordered "
                "to hand over records. So write about yourself and the work, and leave out what could identify "
                "anyone."
            ),
        ),
    ),
    FIRST[-2],
    Section(
        _("When it is urgent"),
        (
            _(
                "This site is not monitored. If someone is in danger now, ring the services on the help page first "
                "and your supervisor afterwards."
            ),
        ),
    ),
)

CURRENT = "2026-12"

WORDINGS: Mapping[str, tuple[Section, ...]] = {"2026-11": FIRST, CURRENT: PLAINER}
