"""What logs tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, sealed_models
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from groups.panels import session_panels
from people.endings.registry import entries
from people.models import Role
from supervision.logs import cards as our_cards
from supervision.logs import permissions, queries, readers, written
from supervision.logs.answering import REPLY
from supervision.logs.deeds import DEEDS
from supervision.logs.endings import ENTRY
from supervision.logs.exports import answers_of, logs_of
from supervision.logs.forms import ANSWER_PARTS, REPLY_PARTS
from supervision.logs.prompts import LABELS
from supervision.logs.reminding import logs_not_begun, logs_unread
from supervision.standing import own_facts


def register() -> None:
    register_deeds(DEEDS)
    triggers.guard("supervision.LogVersion")
    triggers.guard("supervision.LogReply")
    # A released reading stays as it is.
    triggers.guard("supervision.Reading", unless="OLD.released_at IS NULL", keep_when="OLD.released_at IS NOT NULL")
    _register_policies()
    _register_mails()
    card_questions.register("logs.answers", our_cards.ANSWERED)
    card_questions.register("logs.sessions", our_cards.NOT_LOGGED)
    cards.register("logs.answers", for_role(Role.FACILITATOR, our_cards.answers_waiting))
    cards.register("logs.replies", for_role(Role.FACILITATOR, our_cards.replies_not_sent_card))
    cards.register("logs.came_back", for_role(Role.FACILITATOR, our_cards.came_back_card))
    cards.register("logs.sessions", for_role(Role.FACILITATOR, our_cards.sessions_without_a_log_card))
    session_panels.register("logs.own", our_cards.own_log)
    own_facts.register("log_came_back", queries.has_come_back)
    own_facts.register("reply_begun", queries.has_begun_a_reply)
    exports.register("logs", logs_of)
    exports.register("answers_i_wrote", answers_of)
    entries.register("supervision.logs", ENTRY)


def _register_mails() -> None:
    register_notice(
        "log_shared",
        subject=_("Something is waiting for you"),
        sentence=_("A log is waiting for you to read."),
        page="desk:list",
    )
    register_notice(
        "log_reply",
        subject=_("Something is waiting for you"),
        sentence=_("A reply is waiting for you."),
        page="desk:list",
    )
    register_notice(
        "reading_released",
        subject=_("Something is waiting for you"),
        sentence=_("There is an answer to something that you shared."),
        page="logs:list",
    )
    register_reminder(
        "log_not_begun",
        title=_("A session of which you have not begun a log"),
        subject=_("A log that you can still begin"),
        sentence=_("A session that you facilitated has no log of yours yet."),
        page="logs:list",
        roles=[Role.FACILITATOR],
        due=logs_not_begun,
    )
    register_reminder(
        "log_unread",
        title=_("A log that has waited two weeks for you to read"),
        subject=_("Something is waiting for you"),
        sentence=_("A log has waited two weeks for you to read."),
        page="desk:list",
        roles=[Role.SUPERVISOR],
        due=logs_unread,
    )


def _register_policies() -> None:
    """A draft is opened by its owner alone, in every channel."""
    sealed_models.register(
        "supervision.SessionLog",
        SealedPolicy(
            may_open=lambda _viewer, _log, _now: False,
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
            may_write=lambda _writer, _version: False,
            editor_url=lambda version: reverse("logs:detail", args=[version.log_id]),
            labels=LABELS,
            name=_("Your log, as you shared it"),
            related=("log__session__group", "reader"),
            tell=written.tell_versions,
        ),
    )
    _register_answers()
    _register_replies()


def _register_answers() -> None:
    sealed_models.register(
        "supervision.Reading",
        SealedPolicy(
            openable=permissions.readings_open_to,
            might_open=readers.of_reading,
            binds_writer=True,
            may_write=permissions.can_answer,
            editor_url=lambda reading: reverse("desk:log", args=[reading.version_id]),
            labels={part.key: part.label for part in ANSWER_PARTS},
            name=_("Your answer to a log"),
        ),
    )


def _register_replies() -> None:
    sealed_models.register(
        "supervision.LogReply",
        SealedPolicy(
            openable=permissions.replies_open_to,
            might_open=readers.of_reply,
            may_write=lambda _writer, _reply: False,
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
            may_open=lambda _viewer, _draft, _now: False,
            may_write=permissions.can_write_reply,
            editor_url=lambda draft: reverse("logs:detail", args=[draft.log_id]),
            labels={part.key: part.label for part in REPLY_PARTS},
            name=_("A reply that you have not sent"),
            related=("log__session__group",),
            tell=written.tell_drafts,
        ),
    )
