"""What can be done to a shadowing, an observed practice and the answer to it, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class ShadowingDeed(Deed):
    RECORDED = "recorded", _("%(who)s recorded that you shadowed a group")


class ObservedDeed(Deed):
    READ = "read", _("%(who)s opened what you wrote of an observed practice")
    SHOWN = "shown", _("%(who)s showed you what they wrote of an observed practice")


class AnswerDeed(Deed):
    READ = "read", _("%(who)s opened your answer to an observed practice")
    SENT = "sent", _("%(who)s answered an observed practice")


DEEDS: dict[str, type[Deed]] = {
    "courses.Shadowing": ShadowingDeed,
    "courses.ObservedPractice": ObservedDeed,
    "courses.ObservedAnswer": AnswerDeed,
}
