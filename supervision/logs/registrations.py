"""What logs tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.registry import SealedPolicy, sealed_models
from delivery.mail import register_notice
from foundation.cards import cards, for_role
from foundation.exports import exports
from groups.panels import session_panels
from people.endings.registry import entries
from people.models import Role
from supervision import readers
from supervision.logs import cards as our_cards
from supervision.logs import permissions, written
from supervision.logs.endings import ENTRY
from supervision.logs.exports import logs_of
from supervision.logs.forms import REPLY_PARTS
from supervision.logs.prompts import LABELS
from supervision.logs.services import REPLY


def register() -> None:
    triggers.guard("supervision.LogVersion")
    triggers.guard("supervision.LogReply")
    _register_policies()
    register_notice(
        "log_shared",
        subject=_("Something is waiting for you"),
        sentence=_("A log is waiting for you to read."),
        path="/desk/",
    )
    register_notice(
        "log_reply", subject=_("Something is waiting for you"), sentence=_("A reply is waiting for you."), path="/desk/"
    )
    cards.register("logs.answers", for_role(Role.FACILITATOR, our_cards.answers_waiting))
    cards.register("logs.replies", for_role(Role.FACILITATOR, our_cards.replies_not_sent_card))
    cards.register("logs.came_back", for_role(Role.FACILITATOR, our_cards.came_back_card))
    cards.register("logs.sessions", for_role(Role.FACILITATOR, our_cards.sessions_without_a_log_card))
    session_panels.register("logs.own", our_cards.own_log)
    exports.register("logs", logs_of)
    entries.register("supervision.logs", ENTRY)


def _register_policies() -> None:
    """A draft is opened by its owner alone, in every channel."""
    sealed_models.register(
        "supervision.SessionLog",
        SealedPolicy(
            may_open=lambda viewer, log, now: False,
            may_write=permissions.can_write,
            editor_url=lambda log: reverse("logs:detail", args=[log.pk]),
            labels=LABELS,
            name=_("Your log"),
            related=("session__group",),
            tell=written.tell_logs,
        ),
    )
    sealed_models.register(
        "supervision.LogVersion",
        SealedPolicy(
            openable=permissions.versions_open_to,
            might_open=readers.of_version,
            may_write=lambda writer, version: False,
            editor_url=lambda version: reverse("logs:detail", args=[version.log_id]),
            labels=LABELS,
            name=_("Your log, as you shared it"),
            related=("log__session__group", "reader"),
            tell=written.tell_versions,
        ),
    )
    _register_replies()


def _register_replies() -> None:
    sealed_models.register(
        "supervision.LogReply",
        SealedPolicy(
            openable=permissions.replies_open_to,
            might_open=readers.of_reply,
            may_write=lambda writer, reply: False,
            editor_url=lambda reply: reverse("logs:detail", args=[reply.version.log_id]),
            labels={REPLY: _("Your reply")},
            name=_("Your reply"),
            related=("version__log__session__group",),
            tell=written.tell_replies,
        ),
    )
    sealed_models.register(
        "supervision.ReplyDraft",
        SealedPolicy(
            may_open=lambda viewer, draft, now: False,
            may_write=permissions.can_write_reply,
            editor_url=lambda draft: reverse("logs:detail", args=[draft.log_id]),
            labels={part.key: part.label for part in REPLY_PARTS},
            name=_("A reply that you have not sent"),
            related=("log__session__group",),
            tell=written.tell_drafts,
        ),
    )
