"""What "My day" shows of sessions: what another of the pair did to one."""

from foundation.cards import Card
from foundation.http import Request
from groups import queries

A_FEW = 5


def news_of_sessions(request: Request) -> Card | None:
    news = queries.news_for(request.user, A_FEW, request.now)
    return Card("groups/card_news.html", {"news": news[:A_FEW], "more": len(news) > A_FEW}) if news else None
