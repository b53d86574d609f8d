"""A person's logs for "my data": their own words in clear, and what was answered to them."""

from datetime import datetime
from typing import Any

from confidential.services import open_sealed
from foundation.days import stamp
from people.models import User
from supervision.logs.models import SessionLog
from supervision.logs.opening import OpenedVersion, open_version, versions_of
from supervision.logs.services import DRAFTED


def logs_of(user: User, now: datetime) -> list[dict[str, Any]]:
    logs = SessionLog.objects.visible_to(user, now).order_by("started_at")
    return [_log(log, user, now) for log in logs.select_related("session__group", "text", "reply_draft__text")]


def _log(log: SessionLog, user: User, now: datetime) -> dict[str, Any]:
    return {
        "group": log.session.group.code_name,
        "session": log.session.local_date.isoformat(),
        "state": log.get_state_display(),
        "started": stamp(log.started_at),
        "draft": {key: str(words) for key, words in open_sealed(log, viewer=user, now=now).items()},
        "reply_not_sent": _reply_draft(log, user, now),
        "versions": [_version(open_version(version, user, now)) for version in versions_of(log)],
    }


def _reply_draft(log: SessionLog, user: User, now: datetime) -> str:
    draft = getattr(log, "reply_draft", None)
    return str(open_sealed(draft, viewer=user, now=now).get(DRAFTED, "")) if draft else ""


def _version(opened: OpenedVersion) -> dict[str, Any]:
    return {
        "number": opened.version.number,
        "shared": stamp(opened.version.shared_at),
        "with": opened.version.reader.name,
        "words": {prompt.key: str(words) for prompt, words in opened.answers},
        "opened": [{"by": entry.actor.name, "at": stamp(entry.at)} for entry in opened.sittings],
        "answers": [
            {
                "by": answer.reading.reader.name,
                "released": stamp(answer.reading.released_at),
                "outcome": answer.reading.get_outcome_display(),
                "words": {str(label): str(words) for label, words in answer.words},
            }
            for answer in opened.readings
        ],
        "replies": [{"at": stamp(reply.at), "words": str(words)} for reply, words in opened.replies],
    }
