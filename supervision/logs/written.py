"""What "my words" says of logs and replies: of which session, in which state. Nothing is asked of the database."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidential.registry import Told
from supervision.logs.models import LogReply, LogVersion, ReplyDraft, SessionLog


def tell_logs(logs: Sequence[SessionLog]) -> Mapping[UUID, Told]:
    return {log.pk: _about(log, log.get_state_display()) for log in logs}


def tell_versions(versions: Sequence[LogVersion]) -> Mapping[UUID, Told]:
    shared = _("version {number}, shared with {reader}")
    return {
        version.pk: _about(
            version.log,
            format_lazy(shared, number=version.number, reader=version.reader.name),
            f"?version={version.number}",
        )
        for version in versions
    }


def tell_replies(replies: Sequence[LogReply]) -> Mapping[UUID, Told]:
    return {reply.pk: _about(reply.version.log, "", f"?version={reply.version.number}") for reply in replies}


def tell_drafts(drafts: Sequence[ReplyDraft]) -> Mapping[UUID, Told]:
    return {draft.pk: _about(draft.log, "") for draft in drafts}


def _about(log: SessionLog, note: str | Promise, more: str = "") -> Told:
    title = f"{log.session.group.code_name}, {log.session.local_date:%-d %B %Y}"
    return Told(title, reverse("logs:detail", args=[log.pk]) + more, note)
