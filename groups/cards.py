"""What "My day" shows of sessions: the next ones, and what another of the pair did to one."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from groups import queries
from groups.pairs.queries import coming_soon, places_beside, places_end, with_places
from people.models import Role

A_FEW = 5
NEWS = CardQuestion(lambda person, now: queries.news_for(person, now)[: A_FEW + 1], {Role.FACILITATOR})
NEXT = 3
PLANNED = CardQuestion(
    lambda person, now: queries.planned_from_yesterday(person, now)[: NEXT + queries.MOST_BEGUN], {Role.FACILITATOR}
)
JOINING = CardQuestion(coming_soon, {Role.FACILITATOR})
LEAVING = CardQuestion(lambda person, now: places_end(places_beside(person, now)), {Role.FACILITATOR})


def news_of_sessions(request: Request) -> Card | None:
    news = NEWS.rows(request)
    return Card("groups/card_news.html", {"news": news[:A_FEW], "more": len(news) > A_FEW}) if news else None


def next_sessions(request: Request) -> Card | None:
    """And whose place in one's own pairs ends or begins within eight weeks: one's own, or a partner's."""
    coming = [session for session in PLANNED.rows(request) if session.ends_at > request.now][:NEXT]
    leaving = with_places(LEAVING.rows(request), request.now)
    joining = JOINING.rows(request)
    if not (coming or leaving or joining):
        return None
    return Card("groups/card_next.html", {"sessions": coming, "leaving": leaving, "joining": joining})
