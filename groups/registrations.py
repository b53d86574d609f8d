"""What this app tells the apps below it, at start-up."""

from foundation.cards import cards, for_role
from foundation.exports import exports
from groups import news
from groups.cards import news_of_sessions
from groups.endings import PLANNED_SESSIONS
from groups.exports import news_of, sessions_of
from groups.pairs.endings import GroupEnds, PairSplits, places_with_the_group, places_with_the_role
from groups.pairs.queries import pairs_of, partners_of
from groups.pairs.splitting import pairs_that_split
from people.endings.models import Event
from people.endings.registry import entries, follows, kinds, warnings
from people.models import Role
from people.registry import nearby, roster_facts


def register() -> None:
    news.register()
    cards.register("groups.news", for_role(Role.FACILITATOR, news_of_sessions))
    exports.register("sessions", sessions_of)
    exports.register("news_of_sessions", news_of)
    kinds.register(Event.PAIR_SPLITS, PairSplits())
    kinds.register(Event.GROUP_ENDS, GroupEnds())
    follows.register("groups.places", places_with_the_role)
    follows.register("groups.pair", places_with_the_group)
    warnings.register("groups.pairs", pairs_that_split)
    entries.register("groups.sessions", PLANNED_SESSIONS)
    nearby.register("partner", partners_of)
    roster_facts.register("groups.pair", pairs_of)
