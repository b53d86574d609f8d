"""Logs for "my data": one's own words in clear, what was answered to them, and what one answered to others."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from confidential.services import Parts, open_all, still_open
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.logs.answering import DRAFTED
from supervision.logs.models import LogVersion, Reading, SessionLog
from supervision.logs.opening import OpenedVersion, open_versions


@part
def logs_of(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    visible = SessionLog.objects.visible_to(user, now).order_by("started_at")
    logs = visible.select_related("session__group", "text", "reply_draft__text")
    yield (logs,)
    drafts = [draft for log in logs if (draft := getattr(log, "reply_draft", None))]
    words = open_all([*logs, *drafts], viewer=user, now=now)
    shared = LogVersion.objects.filter(log__in=list(logs)).select_related("text", "reader", "log")
    versions = shared.order_by("-number")
    yield (versions,)
    opened: dict[UUID, list[OpenedVersion]] = defaultdict(list)
    for version in open_versions(list(versions), user, now):
        opened[version.version.log_id].append(version)
    return [_log(log, words, opened[log.pk]) for log in logs]


def _log(log: SessionLog, words: Mapping[UUID, Parts], versions: list[OpenedVersion]) -> dict[str, Any]:
    draft = getattr(log, "reply_draft", None)
    return {
        "group": log.session.group.code_name,
        "session": log.session.local_date.isoformat(),
        "state": log.get_state_display(),
        "started": stamp(log.started_at),
        "draft": {key: str(part) for key, part in words[log.pk].items()},
        "reply_not_sent": str(words[draft.pk].get(DRAFTED, "")) if draft else "",
        "versions": [_version(version) for version in versions],
    }


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


@part
def answers_of(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The answers that `user` wrote, drafts included; their words while they may open them."""
    readings = Reading.objects.filter(reader=user).select_related("text", "meeting").order_by("started_at", "pk")
    yield (readings,)
    words = open_all(still_open(list(readings), user, now), viewer=user, now=now)
    return [
        {
            "log_version": str(reading.version_id),
            "started_at": stamp(reading.started_at),
            "released_at": stamp(reading.released_at),
            "outcome": reading.outcome,
            "as_cover": reading.as_cover,
            "discussed_on": reading.meeting.local_date.isoformat() if reading.meeting else None,
            "words": dict(words.get(reading.pk, {})),
        }
        for reading in readings
    ]
