"""What logs show elsewhere: cards on My day, and one's own log on the page of a session."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from groups.models import GroupSession
from people.models import Role
from people.queries import supervision_of
from supervision.logs.queries import came_back, logs_with_an_answer, sessions_without_a_log, standing_log
from supervision.logs.replies import replies_not_sent
from supervision.logs.services import may_have_a_log
from supervision.standing import own_standings

A_FEW = 3
ANSWERED = CardQuestion(lambda person, now: logs_with_an_answer(person, now)[: A_FEW + 1], {Role.FACILITATOR})
NOT_LOGGED = CardQuestion(lambda person, _now: sessions_without_a_log(person)[: A_FEW + 1], {Role.FACILITATOR})


def answers_waiting(request: Request) -> Card | None:
    """Answers to one's logs, released and not yet seen."""
    waiting = ANSWERED.rows(request)
    if not waiting:
        return None
    more = len(waiting) > A_FEW
    return Card("supervision/logs/card_answers.html", context={"logs": waiting[:A_FEW], "more": more})


def replies_not_sent_card(request: Request) -> Card | None:
    """Replies that were begun and not sent."""
    begun = any(standing.facts["reply_begun"] for standing in own_standings(request))
    drafts = replies_not_sent(request.user, request.now) if begun else []
    if not drafts:
        return None
    context = {"drafts": drafts[:A_FEW], "more": len(drafts) > A_FEW}
    return Card("supervision/logs/card_replies.html", context=context)


def came_back_card(request: Request) -> Card | None:
    """Logs that came back unread: one press shares each with the supervisor of now, if there is one."""
    if not any(standing.facts["log_came_back"] for standing in own_standings(request)):
        return None
    logs = list(came_back(request.user, request.now))
    supervision = supervision_of(request.user, request.now)
    return Card("supervision/logs/card_came_back.html", context={"logs": logs, "supervision": supervision})


def sessions_without_a_log_card(request: Request) -> Card:
    """Sessions that one facilitated and has shared no log of; and for whoever is in a pair, the way to record one."""
    sessions = NOT_LOGGED.rows(request)
    in_a_pair = any(standing.placed for standing in own_standings(request))
    context = {"sessions": sessions[:A_FEW], "more": len(sessions) > A_FEW, "in_a_pair": in_a_pair}
    return Card("supervision/logs/card_sessions.html", context, place="logs.sessions.waiting" if sessions else "")


def own_log(request: Request, session: GroupSession) -> Card | None:
    """On a session's page: one's own log of it, or the button to start it. Never anything about anybody else's."""
    log = standing_log(session, request.user)
    if log is None and not may_have_a_log(session, request.user):
        return None
    return Card("supervision/logs/panel.html", context={"log": log, "session": session})
